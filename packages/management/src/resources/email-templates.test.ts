import { describe, expect, it } from 'vitest'
import { mailTemplateNames } from '../mail/templates/index.ts'
import { startManagement } from '../management.fixture.ts'

const any = { 'If-Match': '*' }
const at = '/templates/NewDeveloperNotificationMessage'

describe('mail templates', () => {
  it('are written by administrators only: what they say could lead the links in mails elsewhere', async () => {
    const { base, fetchRaw, issue } = await startManagement()
    const bearer = await issue('publisher')
    const send = async (method: string, path: string, body: object) =>
      (
        await fetchRaw(`${base}/sluice/templates/PasswordResetIdentityDefault${path}?api-version=2024-05-01`, {
          method,
          headers: { Authorization: `Bearer ${bearer}`, 'If-Match': '*' },
          body: JSON.stringify(body),
        })
      ).status
    const properties = { body: '<img src="https://elsewhere.example/?$ConfirmUrl">' }
    expect(await send('PUT', '', { properties })).toBe(403)
    expect(await send('PATCH', '', { properties })).toBe(403)
    expect(await send('POST', '/sendTest', { to: 'someone@example.com' })).toBe(403)
    expect(await send('POST', '/preview', {})).toBe(200)
  })

  it('are all there from the beginning, with subject, body and what their parameters mean', async () => {
    const { call } = await startManagement({ createSamples: false })
    const { json } = await call('GET', '/templates')
    expect(json.value.map(({ name }: { name: string }) => name)).toEqual(mailTemplateNames)
    expect(json.value[0]).toMatchObject({
      type: 'Microsoft.ApiManagement/service/templates',
      properties: {
        subject: 'Thank you for using the $OrganizationName API!',
        title: 'Developer farewell letter',
        isDefault: true,
        parameters: [
          { name: 'DevFirstName', title: 'Developer first name', description: 'First name of the developer.' },
          { name: 'DevLastName' },
          { name: 'OrganizationName' },
          { name: 'DevPortalUrl' },
        ],
      },
    })
    expect((await call('GET', "/templates?$filter=startswith(name,'New')")).json.count).toBe(3)
  })

  it('are changed in part, and are as they were when they are deleted', async () => {
    const { call } = await startManagement({ createSamples: false })
    const before = (await call('GET', at)).json.properties
    const changed = await call('PATCH', at, { properties: { subject: 'Hello $DevFirstName' } }, any)
    expect(changed.json.properties).toEqual({ ...before, subject: 'Hello $DevFirstName', isDefault: false })
    expect((await call('DELETE', at, undefined, any)).status).toBe(200)
    expect((await call('GET', at)).json.properties).toEqual(before)
  })

  it('are refused with the place of each fault', async () => {
    const { call } = await startManagement({ createSamples: false })
    const { status, json } = await call('PUT', at, {
      properties: { subject: 'Hi #end', body: '<p>\n#if ($a ==)x#end</p>' },
    })
    expect(status).toBe(400)
    expect(
      json.error.details.map(({ target, message }: { target: string; message: string }) => [target, message]),
    ).toEqual([
      ['properties.subject, line 1, column 4', "Error in 'subject' on line 1, column 4: '#end' closes nothing."],
      ['properties.body, line 2, column 11', expect.stringContaining('A value is missing')],
    ])
    const unknown = await call('PUT', '/templates/Nothing', { properties: { subject: 'x' } })
    expect([unknown.status, unknown.json.error.details[0].target]).toEqual([400, 'templateName'])
  })

  it('are previewed with samples or with given parameters, saved or not', async () => {
    const { call } = await startManagement({ createSamples: false })
    const saved = await call('POST', `${at}/preview`)
    expect(saved.json.subject).toBe('Welcome to the Sluice API!')
    expect(saved.json.body).toContain('Dear Anna Berg,')
    expect(saved.json.text).toContain('You sign in as anna@example.com.')
    const draft = await call('POST', `${at}/preview`, {
      body: '<p>#foreach ($x in $Groups)[$x]#end $DevFirstName</p>',
      parameters: { DevFirstName: '<Eva>', Groups: ['a', 'b'] },
    })
    expect(draft.json.body).toBe('<p>[a][b] &lt;Eva&gt;</p>')
    const faulty = await call('POST', `${at}/preview`, { body: '#if' })
    expect([faulty.status, faulty.json.error.code]).toEqual([400, 'ValidationError'])
    expect((await call('GET', at)).json.properties.isDefault).toBe(true)
  })

  it('are sent to an address to try them, without copies', async () => {
    const { call } = await startManagement({ createSamples: false })
    await call('PUT', '/notifications/BCC/recipientEmails/copy@example.com')
    const { status, json } = await call('POST', `${at}/sendTest`, {
      to: 'me@example.com',
      subject: 'Try $DevFirstName',
    })
    expect(status).toBe(200)
    const { json: mail } = await call('GET', `/mails/${json.mailId}`)
    expect(mail.properties).toMatchObject({ to: 'me@example.com', subject: 'Try Anna', pending: ['me@example.com'] })
    expect((await call('POST', `${at}/sendTest`, { to: 'nobody' })).status).toBe(400)
    expect((await call('POST', `${at}/sendTest`)).status).toBe(400)
  })
})
