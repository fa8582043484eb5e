import { userProperties } from '@sluice/contracts'
import { expect, it } from 'vitest'
import { fromUser, newUser, newUserValues, toNewUser, toUser } from './user-values.ts'

const anna = { ...newUser, firstName: ' Anna ', lastName: 'van den Berg', email: 'anna@example.com' }

it('what is saved is what was typed', () => {
  const user = userProperties.parse({ ...toUser(anna), state: 'active' })
  expect(fromUser(user)).toEqual({
    firstName: 'Anna',
    lastName: 'van den Berg',
    email: 'anna@example.com',
    role: 'developer',
    note: '',
  })
})

it('an invited one gets a mail and no password', () => {
  expect(toNewUser({ ...anna, password: 'left over' })).toMatchObject({ confirmation: 'invite' })
  expect(toNewUser({ ...anna, password: 'left over' })).not.toHaveProperty('password')
})

it('one with a password begins at once', () => {
  const values = { ...anna, how: 'password' as const, password: 'long enough' }
  expect(newUserValues.safeParse(values).success).toBe(true)
  expect(toNewUser(values)).toMatchObject({ password: 'long enough', state: 'active' })
  expect(toNewUser(values)).not.toHaveProperty('confirmation')
})

it('names the fields that are missing', () => {
  const issues = newUserValues.safeParse({ ...newUser, firstName: ' ', lastName: 'a@b', how: 'password' }).error?.issues
  expect(issues?.map(({ path }) => path[0])).toEqual(['firstName', 'lastName', 'email', 'password'])
  const short = newUserValues.safeParse({ ...anna, how: 'password', password: 'short' }).error?.issues
  expect(short?.map(({ path }) => path[0])).toEqual(['password'])
})
