/* page.h: the page's own files, linked into the program (dist.h). For desk/ only.
 *
 * A path that is no file but could be a view of the page (it has no dot) gives index.html; without any, a plain page says
 * how to build them. Files are sent packed, as they are linked in, to whoever takes gzip, which is every browser, and
 * unpacked to others.
 */
#ifndef SR_DESK_PAGE_H
#define SR_DESK_PAGE_H

struct sr_request;

/* Answer a request for a file. */
void sr_page_serve(struct sr_request *request);

#endif
