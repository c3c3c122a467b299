// Debian's libxml2 is built with ICU and its headers then declare ICU's types, which clash with those of
// Foundation in every file that imports both. Only the tail of a structure that is never touched by value
// depends on it.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
