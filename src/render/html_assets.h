/* The report's style and script (html/report.css, html/report.js). Private to this folder. */
#ifndef RENDER_HTML_ASSETS_H
#define RENDER_HTML_ASSETS_H

extern const char html_css[];
extern const char html_js[];

#endif
