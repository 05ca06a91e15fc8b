import { storableText } from '../../../domain/storable-text'

const reasonLimit = 300

/** A reason as a person wrote it. A single word would look like one of our own reasons; see reasonIn. */
export function writtenReason(text: string): string {
  const reason = storableText(text.replace(/\s+/g, ' ').trim().slice(0, reasonLimit))
  return /^\w+$/.test(reason) ? `${reason}.` : reason
}
