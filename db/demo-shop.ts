import { DateTime } from 'luxon'
import { demoChannels, demoGroups, demoPeople } from '../domain/demo-people'
import { settingsSchema } from '../domain/settings'
import type { ShopFile } from '../domain/shop-file'
import { applyShopFile } from './shop-file'
import type { Db } from './types'

/** The user names of the demo's bots, in the sandbox. */
export const demoBots = { shop: 'gulzor_bot', owner: 'gulzor_owner_bot' } as const
export const demoBusiness = { id: 'buxoro', name: 'Gulzor', zone: 'Asia/Samarkand', currency: 'UZS' } as const

const second = 1_000
const minute = 60 * second
/** What the 30 days of a Star subscription last in the sandbox of the demo. */
export const demoMonthMs = 3 * minute

/** The defaults in seconds, so that a newcomer sees a nudge within a minute and an expiry within ten. */
const demoSettings = settingsSchema.parse({
  nudgesMs: [30 * second, 2 * minute, 5 * minute],
  quietHours: { from: '00:00', to: '00:00' },
  depositExpiryMs: 10 * minute,
  balanceExpiryMs: 15 * minute,
  extendMs: 5 * minute,
  offerTimeoutMs: 2 * minute,
  fulfilmentSlaMs: 5 * minute,
  ratingAskMs: 20 * second,
  ratingWaitMs: 10 * minute,
  refundReminderMs: 5 * minute,
  minorPerStar: '25000',
  subscriptions: {
    remindersMs: [minute, 40 * second],
    graceMs: minute,
    attemptLeadMs: 20 * second,
    winBackMs: [30 * second, 2 * minute],
    spreadMs: 0,
    inviteLinkMs: 10 * minute,
    channelRetryMs: 10 * second,
    starMonthMs: demoMonthMs,
    auditMs: 5 * minute,
    reconcileMs: 5 * minute,
    reconcileGraceMs: 10 * second,
  },
  providers: ['payme', 'click', 'stars', 'telegram_fiat', 'manual'],
  chats: Object.fromEntries(demoGroups.map(({ purpose, id }) => [purpose, String(id)])),
})

const [club, pro] = demoChannels

const plans: ShopFile['plans'] = [
  {
    id: 'club',
    names: { ru: 'Клуб флористов', uz: 'Floristlar klubi', en: 'Florists’ club' },
    texts: {
      ru: 'Закрытый канал: разборы букетов, цены закупок, ответы на вопросы.',
      uz: 'Yopiq kanal: guldasta tahlillari, ulgurji narxlar, savollarga javoblar.',
      en: 'A private channel: bouquets explained, wholesale prices, questions answered.',
    },
    period: { unit: 'minute', count: demoMonthMs / minute },
    price: '90000',
    prices: {},
    starPrice: 300,
    channels: [String(club.id)],
    trialDays: 0,
    seats: null,
    active: true,
  },
  {
    id: 'pro',
    names: { ru: 'Клуб и мастер-классы', uz: 'Klub va mahorat darslari', en: 'Club and master classes' },
    texts: {
      ru: 'Клуб флористов и канал с записями мастер-классов.',
      uz: 'Floristlar klubi va mahorat darslari yozuvlari kanali.',
      en: 'The florists’ club and the channel with recorded master classes.',
    },
    period: { unit: 'minute', count: demoMonthMs / minute },
    price: '190000',
    prices: {},
    starPrice: 650,
    channels: [String(club.id), String(pro.id)],
    trialDays: 0,
    seats: 20,
    active: true,
  },
]

const products: (Omit<ShopFile['products'][number], 'arrivesOn' | 'active'> & { readonly arrivesInDays?: number })[] = [
  {
    id: 'atirgul25',
    emoji: '🌹',
    price: '350000',
    stock: 20,
    names: { ru: '25 красных роз', uz: '25 ta qizil atirgul', en: '25 red roses' },
    texts: {
      ru: 'Свежие розы из Бухары, 60 см, в крафтовой бумаге.',
      uz: 'Buxoroning yangi atirgullari, 60 sm, kraft qogʻozda.',
      en: 'Fresh roses from Bukhara, 60 cm, in kraft paper.',
    },
  },
  {
    id: 'bahor',
    emoji: '💐',
    price: '150000',
    stock: 30,
    names: { ru: 'Букет «Весна»', uz: '«Bahor» guldastasi', en: 'Spring bouquet' },
    texts: {
      ru: 'Тюльпаны, ирисы и зелень. Собираем за час.',
      uz: 'Lolalar, gulsapsarlar va koʻkatlar. Bir soatda yigʻamiz.',
      en: 'Tulips, irises and greens. Made within an hour.',
    },
  },
  {
    id: 'orxideya',
    emoji: '🪻',
    price: '220000',
    stock: 3,
    names: { ru: 'Орхидея в горшке', uz: 'Tuvakdagi orxideya', en: 'Potted orchid' },
    texts: {
      ru: 'Белый фаленопсис, две ветки. Осталось немного.',
      uz: 'Oq falenopsis, ikki novda. Oz qoldi.',
      en: 'White phalaenopsis, two stems. Only a few left.',
    },
  },
  {
    id: 'pion',
    emoji: '🌸',
    price: '480000',
    stock: 15,
    // A fortnight after the shop is opened, so that the demo always has something to wait for.
    arrivesInDays: 14,
    names: { ru: 'Пионы к празднику', uz: 'Bayram uchun pionlar', en: 'Peonies for the holiday' },
    texts: {
      ru: '15 пионов из Голландии. Предоплата сейчас, остаток — когда цветы приедут.',
      uz: 'Gollandiyadan 15 ta pion. Hozir oldindan toʻlov, qolgani — gullar kelganda.',
      en: '15 peonies from Holland. A deposit now, the balance when the flowers arrive.',
    },
  },
]

const terms = {
  ru: 'Предоплата не возвращается, если остаток не оплачен в срок и владелец решил её оставить. Отменить заказ можно, пока букет не начали собирать: деньги вернутся полностью.',
  uz: 'Qolgan summa vaqtida toʻlanmasa, oldindan toʻlovni qaytarish doʻkon egasining qaroriga bogʻliq. Guldasta yigʻila boshlanmaguncha buyurtmani bekor qilish mumkin: pul toʻliq qaytadi.',
  en: 'If the balance is not paid in time, the owner decides whether the deposit is returned. You can cancel until the bouquet is being made: all money comes back.',
}

/** The demo business with its staff and flowers. A business that exists is left as it is, with its stock. */
export async function seedDemoShop(sql: Db): Promise<void> {
  const [there] = await sql`SELECT 1 FROM businesses WHERE id = ${demoBusiness.id}`
  if (there) return
  await applyShopFile(sql, {
    business: { ...demoBusiness, supportUrl: 'https://t.me/madina_manager', terms },
    settings: demoSettings,
    staff: demoPeople.flatMap(({ id, role, firstName: name, language: lang }) =>
      role === 'buyer' ? [] : [{ telegramId: String(id), role, name, lang }],
    ),
    channels: demoChannels.map(({ id, title }) => ({ chatId: String(id), title })),
    plans,
    products: products.map(({ arrivesInDays, ...product }) => ({
      ...product,
      active: true,
      arrivesOn: arrivesInDays === undefined ? null : inDays(arrivesInDays),
    })),
  })
}

const inDays = (days: number) => DateTime.now().setZone(demoBusiness.zone).plus({ days }).toISODate()
