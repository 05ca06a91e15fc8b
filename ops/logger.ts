import { pino, type DestinationStream, type Logger } from 'pino'

const secretNames = ['token', 'secret', 'password', 'key', 'authorization', 'phone', 'text', 'url_token']
/** A bot token, also inside a Bot API address; and the password inside a database address. */
const botToken = /\d{3,16}:[A-Za-z0-9_-]{20,}/g
const urlPassword = /(:\/\/[^:/\s"@]*:)[^@/\s"]+@/g

/**
 * JSON lines with the process's name. What must never be in a log (tokens, passwords, phones, texts of messages) is
 * taken out here once more, should a caller or a library put it into a field or an error message.
 */
export function createLogger(name: string, level: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    level,
    redact: { paths: secretNames.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[hidden]' },
    hooks: { streamWrite: withoutSecrets },
  }
  // Written at once: by default the last words of a process may come out before those that went before them.
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }))
}

export function withoutSecrets(line: string): string {
  return line.replaceAll(botToken, '[hidden]').replaceAll(urlPassword, '$1[hidden]@')
}
