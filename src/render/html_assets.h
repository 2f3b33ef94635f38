/* The report's style and script, made of the files in html/, which hold ASCII alone. Private to this folder. */
#ifndef RENDER_HTML_ASSETS_H
#define RENDER_HTML_ASSETS_H

extern const char html_css[];
extern const char html_js[];

#endif
