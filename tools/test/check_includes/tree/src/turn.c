#include "post/post.h"
#include "ids.h"
