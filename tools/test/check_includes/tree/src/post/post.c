#include "post/post_inside.h"
#include "post/post.sql.h"
#include "web/html.h"
#include "web/base.html.h"
#include "turn.h"
#include "seat/seat.h"
#include <stdio.h>
