import { randomBytes } from 'node:crypto'
import type { PhotoSize } from '../state/rooms'
import { badRequest } from './errors'
import type { Params } from './params'

export interface StoredPhoto {
  readonly size: PhotoSize
  readonly mediaType: string
  readonly base64: string
}

const largestPhoto = 10 * 1024 * 1024
const fetchTimeoutMs = 5000

/** Pictures that bots have sent. Kept in memory and in the state file, so small demo pictures are what it is for. */
export class Photos {
  private readonly photos = new Map<string, StoredPhoto>()

  get(fileId: string): StoredPhoto | undefined {
    return this.photos.get(fileId)
  }

  snapshot(): readonly StoredPhoto[] {
    return [...this.photos.values()]
  }

  restore(photos: readonly StoredPhoto[]): void {
    for (const photo of photos) this.photos.set(photo.size.fileId, photo)
  }

  reset(): void {
    this.photos.clear()
  }

  /** The `photo` of a call: an upload, a known file_id, or an http(s) address that is fetched here and now. */
  async fromParams(params: Params): Promise<PhotoSize> {
    const upload = params.file('photo')
    if (upload) return this.keep(upload.bytes, 'IMAGE_PROCESS_FAILED')
    const text = params.string('photo')
    if (text === '') throw badRequest('There is no photo in the request')
    const known = this.photos.get(text)
    if (known) return known.size
    if (!/^https?:\/\//i.test(text)) throw badRequest('wrong file identifier/HTTP URL specified')
    return this.keep(await download(text), 'wrong type of the web page content')
  }

  private keep(bytes: Buffer, fault: string): PhotoSize {
    const picture = pictureOf(bytes)
    if (!picture || bytes.length > largestPhoto) throw badRequest(fault)
    const size: PhotoSize = {
      fileId: `AgAC${randomBytes(30).toString('base64url')}`,
      width: picture.width,
      height: picture.height,
      bytes: bytes.length,
    }
    this.photos.set(size.fileId, { size, mediaType: picture.mediaType, base64: bytes.toString('base64') })
    return size
  }
}

async function download(url: string): Promise<Buffer> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(fetchTimeoutMs) })
    if (!answer.ok) throw new Error(`answered ${answer.status}`)
    return Buffer.from(await answer.arrayBuffer())
  } catch {
    throw badRequest('failed to get HTTP URL content')
  }
}

/** What the bytes really are; a picture is served under this type and no other. */
function pictureOf(bytes: Buffer): { mediaType: string; width: number; height: number } | undefined {
  if (bytes.length > 24 && bytes.readUInt32BE(0) === 0x89504e47) {
    return { mediaType: 'image/png', width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) }
  }
  if (bytes.length > 10 && bytes.readUInt16BE(0) === 0xffd8) return { mediaType: 'image/jpeg', ...jpegSize(bytes) }
  if (bytes.length > 16 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP') {
    return { mediaType: 'image/webp', width: 800, height: 600 }
  }
  return undefined
}

function jpegSize(bytes: Buffer): { width: number; height: number } {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0
    // Start-of-frame markers hold the size; DHT, JPG and DAC share their range and do not.
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) }
    }
    at += 2 + bytes.readUInt16BE(at + 2)
  }
  return { width: 800, height: 600 }
}
