#include "test/rule.h"
#include "db/db.h"
