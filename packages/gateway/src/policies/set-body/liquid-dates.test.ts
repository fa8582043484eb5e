import { expect, it } from 'vitest'
import { createPolicyBench, document } from '../../pipeline/policy-bench.fixture.ts'

/** What a template makes of the answer `{"when": …}`. */
async function rendered(template: string, when: unknown, attributes = ''): Promise<string> {
  const bench = createPolicyBench({
    documents: { api: document('outbound', `<set-body template="liquid" ${attributes}>${template}</set-body>`) },
    backend: (call) =>
      call.respond({ status: 200, headers: ['Content-Type', 'application/json'] }, JSON.stringify({ when })),
  })
  const answer = await bench.send()
  return answer.context.lastError === undefined ? answer.text() : `failed: ${answer.context.lastError.message}`
}

it.each([
  ['2016-12-06T11:37:19Z', '12/06/2016 11:37:19'],
  ['2016-12-06T11:37:19', '12/06/2016 11:37:19'],
  ['2016-12-06T11:37:19.1234567+02:00', '12/06/2016 09:37:19'],
  ['2016-12-06T24:00:00Z', '12/07/2016 00:00:00'],
  ['/Date(1481024239000)/', '12/06/2016 11:37:19'],
  ['/Date(1481024239000+0200)/', '12/06/2016 11:37:19'],
  // No dates to Newtonsoft: nothing is changed.
  ['2016-12-06', '2016-12-06'],
  ['2016-12-06T11:37Z', '2016-12-06T11:37Z'],
  ['2016-02-30T11:37:19Z', '2016-02-30T11:37:19Z'],
])('the date %s in a body is written as .NET writes it', async (when, text) => {
  expect(await rendered('{{body.when}}', when)).toBe(text)
})

it.each([
  ['yyyy-MM-dd', '2016-12-06'],
  ['dddd, d MMMM yyyy', 'Tuesday, 6 December 2016'],
  ['h:mm tt', '11:37 AM'],
  ['HH:mm:ss.fffffff', '11:37:19.1230000'],
  ['HH:mm:ss.FFFFFFF', '11:37:19.123'],
  ['yy gg', '16 A.D.'],
  ['yyyy-MM-ddTHH:mm:ssK', '2016-12-06T11:37:19Z'],
  ['zzz', '+00:00'],
  // One letter is a standard format.
  ['d', '12/06/2016'],
  ['%d', '6'],
  ['D', 'Tuesday, 06 December 2016'],
  ['R', 'Tue, 06 Dec 2016 11:37:19 GMT'],
  ['s', '2016-12-06T11:37:19'],
  ['u', '2016-12-06 11:37:19Z'],
  ['o', '2016-12-06T11:37:19.1230000Z'],
])('the filter Date knows the format %s', async (format, text) => {
  expect(await rendered(`{{body.when | Date: "${format}"}}`, '2016-12-06T11:37:19.123Z')).toBe(text)
})

it.each([
  ['Tue, 06 Dec 2016 11:37:19 GMT', '2016-12-06 11:37'],
  ['12/06/2016 11:37', '2016-12-06 11:37'],
  ['6 December 2016', '2016-12-06 00:00'],
  ['2016-12-06T13:37:19+02:00', '2016-12-06 11:37'],
  ['no date', 'no date'],
  [17, '17'],
  [null, ''],
])('reads %s as DateTime.Parse does, also where dates of the body are not looked for', async (when, text) => {
  expect(await rendered("{{body.when | Date: 'yyyy-MM-dd HH:mm'}}", when, 'parse-date="false"')).toBe(text)
})

it('leaves a date as it is without a format, and fails for a format that .NET refuses', async () => {
  expect(await rendered('{{body.when | Date: ""}}', '2016-12-06T11:37:19Z')).toBe('12/06/2016 11:37:19')
  expect(await rendered('{{body.when | Date: "j"}}', '2016-12-06T11:37:19Z')).toContain(
    'Input string was not in a correct format.',
  )
})
