export type CheckedLink = { readonly ok: true; readonly link: string } | { readonly ok: false; readonly fault: string }

/**
 * Whether Telegram would take this as a link (tdlib, LinkManager::check_link_impl). `localhost` has no dot and is
 * refused there, so it is refused here: local addresses are written 127.0.0.1.
 */
export function checkedLink(link: string): CheckedLink {
  const trimmedLink = link.trim()
  if (/^(tg|ton|tonsite):/i.test(trimmedLink)) return { ok: true, link: trimmedLink }
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(trimmedLink)?.[1]?.toLowerCase()
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') {
    return { ok: false, fault: 'Unsupported URL protocol' }
  }
  const full = scheme === undefined ? `http://${trimmedLink}` : trimmedLink
  if (trimmedLink === '' || /\s/.test(trimmedLink) || !URL.canParse(full)) {
    return { ok: false, fault: 'Wrong HTTP URL' }
  }
  const { hostname, href } = new URL(full)
  if (!hostname.includes('.') && !hostname.startsWith('[')) return { ok: false, fault: 'Wrong HTTP URL' }
  return { ok: true, link: href }
}

/** 127.0.0.0/8 and ::1. The sandbox lets these be plain HTTP where Telegram insists on HTTPS. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname)
}
