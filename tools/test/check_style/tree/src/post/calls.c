// SPDX-License-Identifier: AGPL-3.0-or-later
void f(void)
{
    char *p = malloc(3);
    free(p); // a free word
    strcpy (p, "");
    int free = 0;
    my_free(free);
}
int tab;	// a tab
int blank; 
int wide; // 000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001
int narrow; // 語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語語
