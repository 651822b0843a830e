#include "ui/welcome.h"

/* Not from a file: these words must never be missing. */
void welcome_page(struct page *page, bool keys)
{
    *page = (struct page){0};
    page_add(page, BLOCK_TITLE, "", "Welcome to numbmed.");
    page_add(
        page, BLOCK_PARAGRAPH, "",
        "It plays guided practices for people who feel numb, flat or far away. They make room, "
        "and ask for no special feeling. They are no treatment, and replace neither a doctor "
        "nor a therapist nor a friend.");
    page_add(page, BLOCK_PARAGRAPH, "",
             "Your eyes may stay open. You may stop at any time. If it grows too much, press g: "
             "eyes open, feet on the floor, the place and the day. In danger, call your local "
             "emergency number; there is more in: numbmed help-now");
    if (!keys)
        return;
    page_add(page, BLOCK_ITEM, "Enter", "go on");
    page_add(page, BLOCK_ITEM, "g", "begin with open-eyed grounding instead");
}
