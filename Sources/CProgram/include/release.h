#ifndef WAYMARK_RELEASE_H
#define WAYMARK_RELEASE_H

/// The commit of a release and its date, such as `2df9115ab 2026-11-30`; empty in a development build.
const char *waymark_release(void);

/// The action on GitHub that belongs to the release: owner, name and commit, such as `owner/waymark@` and 40 digits; empty if the
/// tool was not built for one.
const char *waymark_action(void);

#endif
