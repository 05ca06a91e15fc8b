import { gzipSync } from 'node:zlib'
import { deepJson, hostileText } from './hostile'
import type { Random } from './random'
import { onTheWire, type Request, type Shot } from './shot'

type Spoilt = Pick<Shot, 'kind' | 'bytes'> & Partial<Pick<Shot, 'stalls' | 'hangsUp' | 'carriesAnother'>>
type Spoil = (request: Request, random: Random) => Spoilt

const megabyte = 1024 * 1024
/** 20 MB of zeros, in 20 kB. Made once: packing it again for each shot would make the driver the bottleneck. */
const bomb = gzipSync(Buffer.alloc(20 * megabyte))
const bigBody = Buffer.alloc(2 * megabyte, 'x')
const smuggled = 'GET /metrics HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'

/** Text that a header or a path may hold on the wire, or must not. */
const inLine = (text: string): string =>
  Buffer.from(text, 'utf8')
    .toString('latin1')
    .replaceAll(/[\r\n]/g, '')

/** What goes wrong between a sender and us, whatever was meant. The body is whatever the request had, or some. */
export const spoils: Readonly<Record<string, Spoil>> = {
  truncated: (request, random) => {
    const body = bodyOf(request)
    const part = body.subarray(0, random.between(0, Math.max(0, body.length - 1)))
    return { kind: 'truncated body', bytes: onTheWire({ ...request, body: part }) }
  },
  hungUp: (request, random) => {
    const whole = onTheWire({ ...request, body: bodyOf(request) })
    return { kind: 'hung up', hangsUp: true, bytes: whole.subarray(0, random.between(1, whole.length - 1)) }
  },
  shorter: (request) => {
    const body = bodyOf(request)
    return {
      kind: 'length shorter than body',
      bytes: onTheWire({ ...request, body }, { 'content-length': String(Math.floor(body.length / 2)) }),
    }
  },
  wrongType: (request, random) => ({
    kind: 'wrong content type',
    bytes: onTheWire(
      { ...request, body: bodyOf(request) },
      {
        'content-type': random.pick([
          'text/plain',
          'application/xml',
          'multipart/form-data; boundary=x',
          'application/json; charset=utf-7',
          'application/json; charset=klingon',
          'text/json; charset=utf-16le',
          'application/octet-stream',
          '',
          'json',
          `application/json;${'a'.repeat(3000)}=1`,
        ]),
      },
    ),
  }),
  wrongEncoding: (request, random) => ({
    kind: 'wrong encoding',
    bytes: onTheWire(
      { ...request, body: random.chance(0.5) ? bodyOf(request) : random.bytes(random.between(1, 200)) },
      { 'content-encoding': random.pick(['gzip', 'deflate', 'br', 'zstd', 'compress', 'gzip, gzip', 'x', '']) },
    ),
  }),
  bomb: (request) => ({
    kind: 'gzip bomb',
    bytes: onTheWire({ ...request, body: bomb }, { 'content-encoding': 'gzip' }),
  }),
  tooBig: (request) => ({ kind: 'oversized body', bytes: onTheWire({ ...request, body: bigBody }) }),
  randomBytes: (request, random) => ({
    kind: 'random bytes',
    bytes: onTheWire({ ...request, body: random.bytes(random.between(0, 400)) }),
  }),
  deep: (request, random) => ({
    kind: 'deep JSON',
    bytes: onTheWire({
      ...request,
      body: Buffer.from(deepJson(random.between(1_000, 8_000), random.pick(['[', '{"a":']))),
    }),
  }),
  headerLine: (request, random) => ({
    kind: 'hostile header',
    bytes: onTheWire(request, {
      [random.pick([
        'authorization',
        'x-forwarded-for',
        'cookie',
        'accept',
        'host',
        'x-request-id',
        'expect',
        'range',
      ])]: inLine(hostileText(random)),
    }),
  }),
  bigHeader: (request, random) => ({
    kind: 'oversized headers',
    bytes: onTheWire(request, { 'x-big': 'a'.repeat(random.pick([15_000, 17_000, 100_000])) }),
  }),
  manyHeaders: (request, random) => ({
    kind: 'too many headers',
    bytes: onTheWire(
      request,
      Object.fromEntries(Array.from({ length: random.between(90, 900) }, (_, i) => [`x-${i}`, '1'])),
    ),
  }),
  method: (request, random) => ({
    kind: 'another method',
    bytes: onTheWire({
      ...request,
      method: random.pick(['GET', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS', 'TRACE', 'PROPFIND', 'CONNECT', 'BREW']),
    }),
  }),
  path: (request, random) => ({
    kind: 'hostile path',
    bytes: onTheWire({
      ...request,
      path: random.pick([
        `${request.path}/${encodeURIComponent(random.letters(5))}/..%2f..%2f`,
        `${request.path}%`,
        `${request.path}%00`,
        `${request.path}%ff%fe`,
        `//${request.path}`,
        `${request.path}?${'a=1&'.repeat(2_000)}`,
        `${request.path}?__proto__[x]=1&constructor[prototype][y]=2&a[]=1`,
        `http://127.0.0.1${request.path}`,
        '*',
        `/${'a/'.repeat(3_000)}`,
        request.path.toUpperCase(),
      ]),
    }),
  }),
  query: (request, random) => {
    const value = random.pick(['', '%', '%00', '-1', '1e9', '99999', 'NaN', "'--", '%F0%9F%98%80', 'a'.repeat(5_000)])
    const name = random.pick(['after', 'limit', 'wait', '__proto__', 'token', 'limit=1&limit'])
    return { kind: 'hostile query', bytes: onTheWire({ ...request, path: `${request.path}?${name}=${value}` }) }
  },
  smuggling: (request, random) => {
    const body = Buffer.from(`0\r\n\r\n${smuggled}`)
    const forms: readonly Readonly<Record<string, string | null>>[] = [
      { 'content-length': '5', 'transfer-encoding': 'chunked' },
      { 'content-length': null, 'transfer-encoding': 'xchunked' },
      { 'content-length': null, 'transfer-encoding': 'chunked, identity' },
      { 'content-length': null, 'transfer-encoding ': 'chunked' },
      { 'content-length': null, 'transfer-encoding': '\u000bchunked' },
      { 'content-length': '5\r\nContent-Length: 6' },
      { 'content-length': '+5' },
      { 'content-length': '5,5' },
      { 'content-length': '0x5' },
      { 'content-length': '-1' },
    ]
    return {
      kind: 'request smuggling',
      carriesAnother: true,
      bytes: onTheWire({ ...request, method: 'POST', body }, { ...random.pick(forms), connection: 'keep-alive' }),
    }
  },
  brokenChunks: (request, random) => {
    const body = Buffer.from(
      random.pick(['zz\r\nabc\r\n0\r\n\r\n', 'FFFFFFFFFFFFFFFFF\r\na', '-1\r\na\r\n', '3\r\nabcd\r\n0\r\n\r\n']),
    )
    return {
      kind: 'broken chunks',
      hangsUp: true,
      bytes: onTheWire(
        { ...request, method: 'POST', body },
        { 'content-length': null, 'transfer-encoding': 'chunked' },
      ),
    }
  },
  noHttp: (_request, random) => ({
    kind: 'no HTTP',
    hangsUp: true,
    bytes: random.pick([
      Buffer.from('\u0016\u0003\u0001\u0002\u0000\u0001', 'latin1'),
      Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'),
      Buffer.from('GET / HTTP/9.9\r\n\r\n'),
      Buffer.from('GET /\r\n\r\n'),
      Buffer.from('\r\n\r\n\r\n'),
      Buffer.from('GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\nno colon\r\n\r\n'),
      Buffer.from('GET / HTTP/1.1\r\n\r\n'),
      random.bytes(random.between(1, 300)),
    ]),
  }),
}

/** Those that a server has to end itself, 15 s later. */
export const stalls: Readonly<Record<string, Spoil>> = {
  slowHeaders: (request, random) => ({
    kind: 'slowloris',
    stalls: true,
    bytes: onTheWire(request).subarray(0, random.between(1, 40)),
  }),
  bodyNeverEnds: (request) => ({
    kind: 'body never ends',
    stalls: true,
    bytes: onTheWire({ ...request, method: 'POST', body: Buffer.from('{') }, { 'content-length': '60000' }),
  }),
  chunksNeverEnd: (request) => ({
    kind: 'chunks never end',
    stalls: true,
    bytes: onTheWire(
      { ...request, method: 'POST', body: Buffer.from('1\r\n{\r\n') },
      { 'content-length': null, 'transfer-encoding': 'chunked' },
    ),
  }),
}

const bodyOf = ({ body }: Request): Buffer => body ?? Buffer.from('{"a":1}')
