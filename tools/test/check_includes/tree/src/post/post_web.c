#include "seat/seat_inside.h"
#include "app/app.h"
#include "stdio.h"
