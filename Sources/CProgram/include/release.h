#ifndef WAYMARK_RELEASE_H
#define WAYMARK_RELEASE_H

/// The commit of a release and its date, such as `2df9115ab 2026-11-30`; empty in a development build.
const char *waymark_release(void);

/// The owner and name of the GitHub repository that published the release; empty if it was not built for one.
const char *waymark_repository(void);

#endif
