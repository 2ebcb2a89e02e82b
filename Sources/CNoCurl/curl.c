// Stands in for libcurl, which no code of Waymark's calls.
//
// FlyingFox has a handler that passes requests on, and with it comes Foundation's networking, which calls libcurl. The
// preview has no such handler, yet the library would be loaded at each start, with some thirty more that it needs,
// which takes as long as all else that happens before `main`. The linker finds these functions instead, and is told to
// leave the library out. One that is called after all ends the process.

#define ABSENT(name) __attribute__((noreturn)) void name(void) { __builtin_trap(); }

ABSENT(curl_easy_cleanup)
ABSENT(curl_easy_getinfo)
ABSENT(curl_easy_init)
ABSENT(curl_easy_pause)
ABSENT(curl_easy_setopt)
ABSENT(curl_easy_strerror)
ABSENT(curl_free)
ABSENT(curl_global_init)
ABSENT(curl_multi_add_handle)
ABSENT(curl_multi_assign)
ABSENT(curl_multi_cleanup)
ABSENT(curl_multi_info_read)
ABSENT(curl_multi_init)
ABSENT(curl_multi_remove_handle)
ABSENT(curl_multi_setopt)
ABSENT(curl_multi_socket_action)
ABSENT(curl_slist_append)
ABSENT(curl_slist_free_all)
ABSENT(curl_url)
ABSENT(curl_url_get)
ABSENT(curl_url_set)
ABSENT(curl_version)
ABSENT(curl_version_info)
