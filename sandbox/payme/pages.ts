import type { Request, Response } from 'express'
import { html, type Markup } from '../providers/html'
import { action, callBook, chosenLang, facts, otherEndings, showPage, verdict, withLang } from '../providers/layout'
import { returnLink } from '../providers/return-link'
import { clock, soum, textsIn, type Lang, type TextKey } from '../providers/texts'
import type { World } from '../state/world'
import type { PaymeStatement, PaymeTransaction } from './book'
import { paymeReturnUrl, type PaymeCheckout } from './link'
import { describeError } from './payme'

const accountRows = (account: Readonly<Record<string, string>>) => Object.entries(account)

export function checkoutPage(request: Request, response: Response, checkout: PaymeCheckout): void {
  const lang = chosenLang(request, checkout.lang)
  const t = textsIn(lang)
  const here = withLang(request.originalUrl, lang)
  showPage(response, 200, {
    brand: 'payme',
    lang,
    here,
    title: `Payme: ${soum(checkout.amount, lang)}`,
    body: html`<p class="label">${t('toPay')}</p>
      <p class="amount">${soum(checkout.amount, lang)}</p>
      ${facts([[t('payee'), checkout.merchantId], ...accountRows(checkout.account), [t('card'), '8600 •••• •••• 0331']])}
      ${action(here, t('pay'), { fields: { mode: 'pay' }, kind: 'main' })} ${otherEndings(here, lang)}
      <p class="quiet"><a href="/payme/cabinet?lang=${lang}">${t('cabinet')}</a></p>`,
  })
}

export function brokenLinkPage(request: Request, response: Response, fault: string): void {
  const lang = chosenLang(request, 'ru')
  showPage(response, 400, {
    brand: 'payme',
    lang,
    here: request.originalUrl,
    title: 'Payme',
    body: verdict('bad', textsIn(lang)('badLink'), fault),
  })
}

export function receiptPage(
  { request, response, world }: { request: Request; response: Response; world: World },
  transaction: PaymeTransaction,
): void {
  const lang = chosenLang(request, transaction.lang)
  const t = textsIn(lang)
  const isWorking = transaction.outcome === 'waiting' && transaction.mode !== 'disconnect'
  const back =
    transaction.returnUrl &&
    paymeReturnUrl(transaction.returnUrl, {
      transaction: transaction.merchantTransaction,
      account: transaction.account,
    })
  showPage(response, 200, {
    brand: 'payme',
    lang,
    here: request.originalUrl,
    title: `Payme: ${t(outcomeText(transaction))}`,
    ...(isWorking && { refresh: 2 }),
    body: html`${outcomeVerdict(transaction, lang)}
      <p class="amount small">${soum(BigInt(transaction.amount), lang)}</p>
      ${facts([
        ...accountRows(transaction.account),
        [t('transaction'), transaction.id],
        transaction.performAt !== undefined ? [t('confirmAt'), clock(transaction.performAt)] : undefined,
      ])}
      ${payNow(transaction, lang)} ${returnLink(world, back || undefined, t('back'))}
      <p class="quiet"><a href="/payme/cabinet?lang=${lang}#${transaction.id}">${t('cabinet')}</a></p>`,
  })
}

export function cabinetPage(
  request: Request,
  response: Response,
  { transactions, statement }: { transactions: readonly PaymeTransaction[]; statement: PaymeStatement | undefined },
): void {
  const lang = chosenLang(request, 'ru')
  const t = textsIn(lang)
  showPage(response, 200, {
    brand: 'payme',
    lang,
    here: request.originalUrl,
    wide: true,
    title: `Payme: ${t('cabinet')}`,
    body: html`<h1>${t('cabinet')}</h1>
      ${transactions.length === 0 && html`<p class="empty">${t('nothingYet')}</p>`}
      ${transactions.toReversed().map((transaction) => cabinetCard(transaction, lang))}
      ${statementSection(request, statement, lang)}`,
  })
}

function cabinetCard(transaction: PaymeTransaction, lang: Lang): Markup {
  const t = textsIn(lang)
  const address = (verb: string) => `/payme/cabinet/${transaction.id}/${verb}?lang=${lang}`
  const { state } = transaction
  return html`<section class="card" id="${transaction.id}" aria-label="${t('transaction')} ${transaction.id}">
    <div class="row">
      <strong>${soum(BigInt(transaction.amount), lang)}</strong>
      <span class="chip ${transaction.outcome}">${t(outcomeText(transaction))}</span>
    </div>
    ${facts([
      ...accountRows(transaction.account),
      [t('transaction'), transaction.id],
      [t('time'), clock(transaction.time)],
      ['state', `${state}${transaction.reason === undefined ? '' : `, reason ${transaction.reason}`}`],
      transaction.error && ['error', `${transaction.error.code} ${describeError(transaction.error.message, lang)}`],
    ])}
    <div class="actions">
      ${state === 1 && action(address('perform'), t('payNow'), { kind: 'main' })}
      ${state === 2 && action(address('refund'), t('refund'), { kind: 'danger' })}
      ${state === 1 && action(address('cancel'), t('cancel'), { kind: 'danger' })}
      ${state === 1 && action(address('timeout'), t('timeout'))} ${action(address('check'), 'CheckTransaction')}
    </div>
    ${callBook(transaction.calls, transaction.faults, lang)}
  </section>`
}

function statementSection(request: Request, statement: PaymeStatement | undefined, lang: Lang): Markup {
  const t = textsIn(lang)
  const given = (name: string) => (typeof request.query[name] === 'string' ? request.query[name] : '')
  return html`<section class="card" aria-label="${t('statement')}">
    <h2>${t('statement')}</h2>
    <form method="get" action="/payme/cabinet" class="range">
      <input type="hidden" name="lang" value="${lang}" />
      <label>${t('from')} <input type="datetime-local" name="from" value="${given('from')}" /></label>
      <label>${t('to')} <input type="datetime-local" name="to" value="${given('to')}" /></label>
      <button type="submit">${t('show')}</button>
    </form>
    ${statement?.fault !== undefined && html`<div class="faults" role="alert">${statement.fault}</div>`}
    ${
      statement &&
      html`<p>${t('transaction')}: ${statement.transactions.length}</p>
        <pre>${JSON.stringify(statement.transactions, null, 2)}</pre>`
    }
  </section>`
}

function payNow(transaction: PaymeTransaction, lang: Lang): Markup | undefined {
  const t = textsIn(lang)
  if (transaction.state !== 1) return undefined
  const label = transaction.outcome === 'hung' ? t('retry') : t('payNow')
  return action(`/payme/receipt/${transaction.id}?lang=${lang}`, label, { kind: 'main' })
}

function outcomeVerdict(transaction: PaymeTransaction, lang: Lang): Markup {
  const t = textsIn(lang)
  const title = t(outcomeText(transaction))
  const hint = transaction.error && describeError(transaction.error.message, lang)
  switch (transaction.outcome) {
    case 'paid':
      return verdict('good', title)
    case 'waiting':
      return verdict('wait', title)
    case 'hung':
      return verdict('bad', title, t('hungHint'))
    case 'refused':
    case 'cancelled':
    case 'refunded':
      return verdict('bad', title, hint)
  }
}

function outcomeText({ outcome, mode }: PaymeTransaction): TextKey {
  return outcome === 'waiting' && mode === 'pay' ? 'working' : outcome
}
