const protocols = ['http:', 'https:', 'mailto:']

/**
 * The address of a link that somebody wrote, where it leads to the web or to a mailbox; `null` for anything else: what
 * runs, what is on this device, and what would be read against this page's own address.
 */
export function safeHref(written: string): string | null {
  // The browser's own parser sees through tabs, line ends and capitals, as it would when the link is followed.
  const url = URL.parse(written)
  return url !== null && protocols.includes(url.protocol) ? url.href : null
}
