import { el, fill, icon } from './dom.js'

/** Unsent texts, by person and chat. */
const drafts = new Map()

/**
 * The lower edge of a conversation: START, Unblock, or the input with its commands and reply keyboard.
 * @param {object} on onSend(text), onStart(), onUnblock(), onMenuApp(url)
 */
export function composer(view, draftKey, on) {
  if (view.blocked) return bar('Unblock', on.onUnblock)
  if (!view.started) return bar('START', on.onStart)
  if (!view.mayWrite) return false

  const input = el('textarea', {
    rows: '1',
    'aria-label': 'Message',
    placeholder: view.kind === 'channel' ? 'Broadcast' : 'Message',
    maxlength: '4096',
    value: drafts.get(draftKey) ?? '',
  })
  const menu = el('div', { class: 'command-menu', hidden: true, role: 'menu', 'aria-label': 'Commands' })
  const send = () => {
    const text = input.value.trim()
    if (text === '') return
    input.value = ''
    drafts.delete(draftKey)
    fit()
    menu.hidden = true
    on.onSend(text)
  }
  const fit = () => {
    input.rows = Math.min(5, input.value.split('\n').length)
  }
  const offer = (prefix) => {
    const fitting = view.commands.filter((command) => `/${command.command}`.startsWith(prefix))
    menu.hidden = fitting.length === 0
    fill(
      menu,
      fitting.map(({ command, description }) =>
        el(
          'button',
          {
            type: 'button',
            role: 'menuitem',
            onclick: () => {
              menu.hidden = true
              input.value = ''
              on.onSend(`/${command}`)
            },
          },
          el('b', {}, `/${command}`),
          el('span', {}, description),
        ),
      ),
    )
  }
  input.addEventListener('input', () => {
    drafts.set(draftKey, input.value)
    fit()
    if (/^\/\w*$/.test(input.value)) offer(input.value)
    else menu.hidden = true
  })
  input.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') menu.hidden = true
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    send()
  })
  fit()
  return el(
    'div',
    { class: 'composer' },
    menu,
    el(
      'form',
      {
        onsubmit: (event) => {
          event.preventDefault()
          send()
        },
      },
      menuButton(view, on, () => (menu.hidden ? offer('/') : (menu.hidden = true))),
      input,
      el('button', { class: 'send', type: 'submit', 'aria-label': 'Send' }, icon('send')),
    ),
    replyKeyboard(view.keyboard, on),
  )
}

function menuButton(view, on, toggle) {
  const { menuButton: button } = view
  if (button?.type === 'web_app') {
    return el(
      'button',
      { class: 'menu-app', type: 'button', onclick: () => on.onMenuApp(button.web_app.url) },
      button.text,
    )
  }
  if (view.commands.length === 0) return false
  return el('button', { class: 'round', type: 'button', 'aria-label': 'Commands', onclick: toggle }, icon('commands'))
}

function replyKeyboard(rows, on) {
  if (rows.length === 0) return false
  return el(
    'div',
    { class: 'reply-keyboard', role: 'group', 'aria-label': 'Keyboard' },
    rows.map((row) =>
      el(
        'div',
        { class: 'key-row' },
        row.map(({ text }) =>
          el('button', { class: 'reply-key', type: 'button', onclick: () => on.onSend(text) }, text),
        ),
      ),
    ),
  )
}

function bar(label, onclick) {
  return el('div', { class: 'composer' }, el('button', { class: 'bar', type: 'button', onclick }, label))
}
