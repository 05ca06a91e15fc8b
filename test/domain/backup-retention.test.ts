import { outlived } from '../../domain/backup-retention'

const day = 86_400_000
const now = Date.UTC(2026, 10, 21)
const ago = (days: number) => ({ takenAt: now - days * day })

test.each([
  ['none', [], []],
  ['only one, however old', [ago(400)], []],
  ['those within the days', [ago(1), ago(13), ago(14)], []],
  ['those beyond them', [ago(15), ago(1), ago(14.1)], [ago(15), ago(14.1)]],
  ['all beyond them but the newest', [ago(40), ago(20), ago(30)], [ago(40), ago(30)]],
])('kept for 14 days: %s', (_, backups, gone) => {
  expect(outlived(backups, { keepDays: 14, now })).toEqual(gone)
})
