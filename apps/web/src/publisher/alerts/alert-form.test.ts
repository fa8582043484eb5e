import { alertRuleProperties } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { checkedAlertForm, emptyAlert, toEmails, toForm, toProperties } from './alert-form.ts'

const texts = { name: 'name', threshold: 'threshold', emails: 'emails', webhook: 'webhook' }

it('sends what the contract takes, and shows it as it was', () => {
  const form = {
    ...emptyAlert,
    displayName: ' Errors of the cellar ',
    apiId: 'cellar',
    emails: 'a@example.com; b@example.com',
    webhookUrl: 'https://example.com/hook',
  }
  const properties = alertRuleProperties.parse(toProperties(form))
  expect(properties).toMatchObject({
    displayName: 'Errors of the cellar',
    apiId: '/apis/cellar',
    emails: ['a@example.com', 'b@example.com'],
    webhookUrl: 'https://example.com/hook',
    percentile: 95,
  })
  expect(toForm(properties)).toEqual({
    ...form,
    displayName: 'Errors of the cellar',
    emails: 'a@example.com, b@example.com',
  })
})

it('leaves out an API where the kind is about none, and a secret that was not typed', () => {
  const properties = toProperties({ ...emptyAlert, displayName: 'x', kind: 'quota', apiId: 'cellar' })
  expect(properties.apiId).toBeNull()
  expect(properties).not.toHaveProperty('webhookSecret')
})

it('says what is wrong where it is', () => {
  const faultsOf = (changes: object) =>
    checkedAlertForm(texts)
      .safeParse({ ...emptyAlert, displayName: 'x', ...changes })
      .error?.issues.map(({ message }) => message)
  expect(faultsOf({})).toBeUndefined()
  expect(faultsOf({ displayName: ' ' })).toEqual(['name'])
  expect(faultsOf({ kind: 'errorRate', threshold: 101 })).toEqual(['threshold'])
  expect(faultsOf({ kind: 'latency', threshold: 500 })).toBeUndefined()
  expect(faultsOf({ emails: 'nobody' })).toEqual(['emails'])
  expect(faultsOf({ webhookUrl: 'example.com' })).toEqual(['webhook'])
})

it('takes addresses apart at commas, semicolons and spaces', () => {
  expect(toEmails('a@b.c,  d@e.f;g@h.i ')).toEqual(['a@b.c', 'd@e.f', 'g@h.i'])
})
