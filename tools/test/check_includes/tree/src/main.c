#include "post/post_inside.h"
#include "app/app.h"
