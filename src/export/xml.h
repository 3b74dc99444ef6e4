/* xml.h: elements of an XML 1.0 document, written as they come. Private to export/.
 *
 * No library: a document of some thirty elements that are all known beforehand needs a writer that escapes and no more.
 * & < > and quotation marks are escaped; a character that XML 1.0 has no way to write (a control character, U+FFFE) becomes
 * U+FFFD.
 */
#ifndef SR_EXPORT_XML_H
#define SR_EXPORT_XML_H

#include "base/buf.h"

struct sr_xml {
    struct sr_buf *out;
    uint32_t depth;
};

/* `tag` is a name, attributes may follow it: "report xsi:type=\"…\"". */
void sr_xml_open(struct sr_xml *x, const char *tag);
void sr_xml_close(struct sr_xml *x, const char *name);
void sr_xml_text(struct sr_xml *x, const char *name, struct sr_str text); /* an element that holds text alone */

#endif
