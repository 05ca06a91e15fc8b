import type { Request, Response } from 'express'
import type { BookedCall } from './exchange'
import { html, type Markup } from './html'
import { langNames, langOf, langs, textsIn, type Lang, type TextKey } from './texts'

export type Brand = 'payme' | 'click'
export const brandNames: Record<Brand, string> = { payme: 'Payme', click: 'Click' }

interface Page {
  readonly brand: Brand
  readonly lang: Lang
  readonly title: string
  readonly body: Markup
  /** The address of this page, for the language switch. */
  readonly here: string
  /** Seconds until the page looks again, when it is waiting for something. */
  readonly refresh?: number
  readonly wide?: boolean
}

export function showPage(response: Response, status: number, page: Page): void {
  const { brand, lang, title, body, here, refresh, wide } = page
  const t = textsIn(lang)
  const markup = html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${refresh !== undefined && html`<meta http-equiv="refresh" content="${refresh}" />`}
        <title>${title}</title>
        <link rel="stylesheet" href="/page/provider.css" />
        <link rel="icon" href="/page/icon.svg" />
      </head>
      <body class="${brand} ${wide && 'wide'}">
        <header>
          <span class="brand">${brandNames[brand]}</span>
          <nav aria-label="Language">
            ${langs.map(
              (one) =>
                html`<a
                  href="${withLang(here, one)}"
                  ${one === lang && html`aria-current="true"`}
                  lang="${one}"
                  title="${langNames[one]}"
                  >${one.toUpperCase()}</a
                >`,
            )}
          </nav>
        </header>
        <main>${body}</main>
        <footer>${t('sandbox')}</footer>
      </body>
    </html>`
  response.status(status).type('html').set('cache-control', 'no-store').send(markup.text)
}

/** The language a visitor chose on this page, or else the one the link asked for. */
export const chosenLang = (request: Request, otherwise: Lang): Lang => langOf(request.query['lang'], otherwise)

export function withLang(address: string, lang: Lang): string {
  const url = new URL(address, 'http://sandbox')
  url.searchParams.set('lang', lang)
  return `${url.pathname}${url.search}`
}

/** A form with one button. */
export function action(
  address: string,
  label: string,
  { fields = {}, kind = 'plain' }: { fields?: Record<string, string>; kind?: 'main' | 'plain' | 'danger' } = {},
): Markup {
  return html`<form method="post" action="${address}">
    ${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`)}
    <button type="submit" class="${kind}">${label}</button>
  </form>`
}

export function facts(rows: readonly (readonly [string, string] | undefined)[]): Markup {
  return html`<dl>
    ${rows.map(
      (row) =>
        row &&
        html`<div>
          <dt>${row[0]}</dt>
          <dd>${row[1]}</dd>
        </div>`,
    )}
  </dl>`
}

/** The endings besides paying, each as a button with what it does. */
export function otherEndings(address: string, lang: Lang): Markup {
  const t = textsIn(lang)
  const endings: readonly (readonly [mode: string, label: TextKey, hint: TextKey])[] = [
    ['decline', 'decline', 'declineHint'],
    ['late', 'late', 'lateHint'],
    ['disconnect', 'disconnect', 'disconnectHint'],
  ]
  return html`<section class="endings" aria-label="${t('otherEndings')}">
    <h2>${t('otherEndings')}</h2>
    ${endings.map(
      ([mode, label, hint]) =>
        html`<form method="post" action="${address}">
          <input type="hidden" name="mode" value="${mode}" />
          <button type="submit" class="ending"><b>${t(label)}</b><small>${t(hint)}</small></button>
        </form>`,
    )}
  </section>`
}

/** What was said between the provider and us, call by call. */
export function callBook(calls: readonly BookedCall[], faults: readonly string[], lang: Lang): Markup {
  const t = textsIn(lang)
  return html`${
      faults.length > 0 &&
      html`<div class="faults" role="alert">
        <b>${t('faults')}</b>
        <ul>
          ${faults.map((fault) => html`<li>${fault}</li>`)}
        </ul>
      </div>`
    }
    <details class="calls">
      <summary>${t('calls')}: ${calls.length}</summary>
      ${calls.map(
        (call) =>
          html`<article>
            <h3>
              ${call.method}
              <span class="${call.same ? 'same' : 'different'}">${call.same ? t('same') : t('different')}</span>
            </h3>
            <pre>${call.request}</pre>
            ${call.answers.map(
              (answer) =>
                html`<pre class="answer">
${answer.status || '—'} · ${answer.ms} ms · ${answer.broken ?? answer.body}</pre>`,
            )}
          </article>`,
      )}
    </details>`
}

export function verdict(tone: 'good' | 'bad' | 'wait', title: string, hint?: string): Markup {
  return html`<div class="verdict ${tone}" role="status">
    <span class="mark" aria-hidden="true"></span>
    <h1>${title}</h1>
    ${hint !== undefined && html`<p>${hint}</p>`}
  </div>`
}
