#include "post/post_inside.h"
