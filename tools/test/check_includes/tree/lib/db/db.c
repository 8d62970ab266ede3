#include "base/base.h"
#include "assets.h"
