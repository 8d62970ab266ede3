#include "note/note.h"
#include "post/post.h"
