import { personOf, readPeople } from '../../../bots/owner/people'

test.each([
  [
    '2001:owner,2005:admin',
    [
      { externalId: '2001', role: 'owner' },
      { externalId: '2005', role: 'admin' },
    ],
  ],
  [' 2001 : owner , ', [{ externalId: '2001', role: 'owner' }]],
  ['[{"externalId": 2001, "role": "owner", "lang": "uz"}]', [{ externalId: '2001', role: 'owner', lang: 'uz' }]],
  ['', []],
])('%s', (text, people) => {
  expect(readPeople(text, 'demo')).toEqual(people.map((person) => ({ ...person, businessId: 'demo' })))
})

test('a person may be of another business', () => {
  const people = readPeople(
    '[{"externalId":"1","role":"owner","businessId":"other"},{"externalId":"2","role":"owner"}]',
    'demo',
  )
  expect(personOf(people, 'demo', '1')).toBeNull()
  expect(personOf(people, 'other', '1')?.role).toBe('owner')
  expect(personOf(people, 'demo', '2')?.role).toBe('owner')
})

test.each([
  ['2001', /write it as 2001:owner/],
  ['2001:boss', /write it as 2001:owner/],
  ['2001:owner:extra', /write it as 2001:owner/],
  ['@rustam:owner', /write it as 2001:owner/],
  ['-1003001:owner', /write it as 2001:owner/],
  ['1:owner,2:owner', /exactly one owner/],
  ['1:owner,1:admin', /stands twice/],
  ['[{"externalId":"1"', /no JSON/],
  ['[{"externalId":"1","role":"owner","admin":true}]', /write it as 2001:owner/],
])('%s is refused with the remedy', (text, fault) => {
  expect(() => readPeople(text, 'demo')).toThrow(fault)
})
