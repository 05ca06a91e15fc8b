import type { Request, Response } from 'express'
import { html, type Markup } from '../providers/html'
import { action, callBook, chosenLang, facts, otherEndings, showPage, verdict, withLang } from '../providers/layout'
import { returnLink } from '../providers/return-link'
import { clock, soum, textsIn, type Lang, type TextKey } from '../providers/texts'
import type { World } from '../state/world'
import type { ClickPayment } from './book'
import type { ClickCheckout } from './click'

const tiyin = (amount: string) => BigInt(amount.replace('.', ''))

export function payPage(request: Request, response: Response, checkout: ClickCheckout): void {
  const lang = chosenLang(request, 'ru')
  const t = textsIn(lang)
  const here = withLang(request.originalUrl, lang)
  const amount = soum(tiyin(checkout.amount), lang)
  showPage(response, 200, {
    brand: 'click',
    lang,
    here,
    title: `Click: ${amount}`,
    body: html`<p class="label">${t('toPay')}</p>
      <p class="amount">${amount}</p>
      ${facts([
        [t('payee'), `${checkout.merchantId} / ${checkout.serviceId}`],
        ['transaction_param', checkout.merchantTransId],
        [t('card'), '9860 •••• •••• 1207'],
      ])}
      ${action(here, t('pay'), { fields: { mode: 'pay' }, kind: 'main' })} ${otherEndings(here, lang)}
      <p class="quiet"><a href="/click/cabinet?lang=${lang}">${t('cabinet')}</a></p>`,
  })
}

export function brokenLinkPage(request: Request, response: Response, fault: string): void {
  const lang = chosenLang(request, 'ru')
  showPage(response, 400, {
    brand: 'click',
    lang,
    here: request.originalUrl,
    title: 'Click',
    body: verdict('bad', textsIn(lang)('badLink'), fault),
  })
}

export function receiptPage(
  { request, response, world }: { request: Request; response: Response; world: World },
  payment: ClickPayment,
): void {
  const lang = chosenLang(request, 'ru')
  const t = textsIn(lang)
  const isWorking = payment.outcome === 'waiting' && payment.mode !== 'disconnect'
  const canComplete = payment.prepareId !== undefined && (payment.outcome === 'waiting' || payment.outcome === 'hung')
  showPage(response, 200, {
    brand: 'click',
    lang,
    here: request.originalUrl,
    title: `Click: ${t(outcomeText(payment))}`,
    ...(isWorking && { refresh: 2 }),
    body: html`${outcomeVerdict(payment, lang)}
      <p class="amount small">${soum(tiyin(payment.amount), lang)}</p>
      ${facts([
        ['transaction_param', payment.merchantTransId],
        ['click_trans_id', payment.id],
        payment.completeAt !== undefined ? [t('confirmAt'), clock(payment.completeAt)] : undefined,
      ])}
      ${
        canComplete &&
        action(`/click/receipt/${payment.id}?lang=${lang}`, payment.outcome === 'hung' ? t('retry') : t('payNow'), {
          kind: 'main',
        })
      }
      ${returnLink(world, payment.returnUrl, t('back'))}
      <p class="quiet"><a href="/click/cabinet?lang=${lang}#${payment.id}">${t('cabinet')}</a></p>`,
  })
}

export function cabinetPage(request: Request, response: Response, payments: readonly ClickPayment[]): void {
  const lang = chosenLang(request, 'ru')
  const t = textsIn(lang)
  showPage(response, 200, {
    brand: 'click',
    lang,
    here: request.originalUrl,
    wide: true,
    title: `Click: ${t('cabinet')}`,
    body: html`<h1>${t('cabinet')}</h1>
      ${payments.length === 0 && html`<p class="empty">${t('nothingYet')}</p>`}
      ${payments.toReversed().map((payment) => cabinetCard(payment, lang))}`,
  })
}

function cabinetCard(payment: ClickPayment, lang: Lang): Markup {
  const t = textsIn(lang)
  const address = (verb: string) => `/click/cabinet/${payment.id}/${verb}?lang=${lang}`
  const isOpen = payment.outcome === 'waiting' || payment.outcome === 'hung'
  return html`<section class="card" id="${payment.id}" aria-label="${t('transaction')} ${payment.id}">
    <div class="row">
      <strong>${soum(tiyin(payment.amount), lang)}</strong>
      <span class="chip ${payment.outcome}">${t(outcomeText(payment))}</span>
    </div>
    ${facts([
      ['transaction_param', payment.merchantTransId],
      ['click_trans_id', payment.id],
      ['click_paydoc_id', payment.paydocId],
      payment.prepareId === undefined ? undefined : ['merchant_prepare_id', payment.prepareId],
      [t('time'), clock(payment.at)],
      payment.error && ['error', `${payment.error.code} ${payment.error.note}`],
    ])}
    <div class="actions">
      ${isOpen && payment.prepareId !== undefined && action(address('complete'), t('complete'), { kind: 'main' })}
      ${payment.prepareId !== undefined && action(address('cancel'), 'Complete -5017', { kind: 'danger' })}
      ${payment.outcome === 'paid' && action(address('reverse'), t('reverse'), { kind: 'danger' })}
    </div>
    ${callBook(payment.calls, payment.faults, lang)}
  </section>`
}

function outcomeVerdict(payment: ClickPayment, lang: Lang): Markup {
  const t = textsIn(lang)
  const title = t(outcomeText(payment))
  switch (payment.outcome) {
    case 'paid':
      return verdict('good', title)
    case 'waiting':
      return verdict('wait', title)
    case 'hung':
      return verdict('bad', title, t('hungHint'))
    case 'refused':
    case 'cancelled':
    case 'returned':
    case 'reversed':
      return verdict('bad', title, payment.error && `${payment.error.code}: ${payment.error.note}`)
  }
}

function outcomeText({ outcome, mode }: ClickPayment): TextKey {
  return outcome === 'waiting' && mode === 'pay' ? 'working' : outcome
}
