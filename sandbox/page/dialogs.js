import { el, icon } from './dom.js'

/** A line that goes away by itself. */
export function toast(text, kind = '') {
  const note = el('div', { class: `toast ${kind}` }, text)
  document.getElementById('toasts').append(note)
  setTimeout(() => note.remove(), 4500)
}

/** Opens a modal sheet and closes it when the person leaves it. Returns how to close it. */
export function sheet({ label, kind = '', onClose }, build) {
  const dialog = el('dialog', { class: `sheet ${kind}`, 'aria-label': label })
  const close = () => dialog.close()
  dialog.addEventListener('close', () => {
    dialog.remove()
    onClose?.()
  })
  // A click on the dimmed page lands on the dialog itself, outside its content.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) close()
  })
  dialog.append(build(close))
  document.body.append(dialog)
  dialog.showModal()
  return close
}

/** What a bot wanted read before anything else. */
export function alertBox(text) {
  sheet({ label: 'Alert', kind: 'small' }, (close) =>
    el(
      'div',
      { class: 'sheet-body' },
      el('p', { class: 'alert-text' }, text),
      el('button', { class: 'primary', type: 'button', onclick: close }, 'OK'),
    ),
  )
}

/** A page of this machine inside the chat, as Telegram opens links inside its own browser. */
export function browser(url) {
  const { host } = new URL(url)
  return sheet({ label: `Browser: ${host}`, kind: 'browser' }, (close) =>
    el(
      'div',
      { class: 'browser-body' },
      el(
        'header',
        {},
        el('button', { class: 'round', type: 'button', 'aria-label': 'Close', onclick: close }, icon('close')),
        el('span', { class: 'address' }, host),
        el(
          'a',
          { class: 'round', href: url, target: '_blank', rel: 'noopener', 'aria-label': 'Open in a new tab' },
          icon('out'),
        ),
      ),
      el('iframe', { src: url, title: host }),
    ),
  )
}
