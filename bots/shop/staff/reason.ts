import { storableText } from '../../../domain/storable-text'

const reasonLimit = 300

/** Nine digits and more, however they are grouped, that begin with no date: mostly somebody's phone or card. */
const longNumber = /(?<![\d.-])(?!\d{4}-\d\d-\d\d|\d\d?\.\d\d?\.\d{4})\+?\d(?:[\s().-]*\d){8,}/g

/**
 * A reason as a person wrote it, but for numbers of people: it stays in the workflow's history and in the events, which
 * others read. A single word would look like one of our own reasons; see reasonIn.
 */
export function writtenReason(text: string): string {
  const reason = storableText(text.replace(longNumber, '…').replace(/\s+/g, ' ').trim().slice(0, reasonLimit))
  return /^\w+$/.test(reason) ? `${reason}.` : reason
}
