import { createFixedClock } from '@sluice/platform'
import { describe, expect, it } from 'vitest'
import { createGuessGuard } from './guess-guard.ts'

describe('guessing', () => {
  it('ends after ten wrong secrets from one address, for a quarter of an hour', () => {
    const clock = createFixedClock()
    const guard = createGuessGuard(clock)
    for (let guess = 0; guess < 10; guess += 1) guard.enter('1.1.1.1', 'a')
    expect(() => guard.enter('1.1.1.1', 'a')).toThrow('Try again in 900 seconds.')
    expect(() => guard.enter('1.1.1.1', 'b')).not.toThrow()
    clock.advance(900_000)
    expect(() => guard.enter('1.1.1.1', 'a')).not.toThrow()
  })

  it('waits twice as long after each wrong secret for one account, wherever it comes from', () => {
    const clock = createFixedClock()
    const guard = createGuessGuard(clock)
    const guess = (number: number) => guard.enter(`10.0.0.${number}`, 'a')
    for (let number = 0; number < 30; number += 1) guess(number)
    for (const seconds of [30, 60, 120, 240, 480, 900, 900]) {
      expect(() => guess(100)).toThrow(`Try again in ${seconds} seconds.`)
      clock.advance(seconds * 1000)
      guess(seconds)
    }
  })

  it('by others does not shut the owner out where the account was opened before', () => {
    const guard = createGuessGuard(createFixedClock())
    guard.enter('home', 'a').succeeded()
    for (let number = 0; number < 30; number += 1) guard.enter(`10.0.0.${number}`, 'a')
    expect(() => guard.enter('elsewhere', 'a')).toThrow('Too many failed sign-ins')
    expect(() => guard.enter('home', 'a').succeeded()).not.toThrow()
  })

  it('is not what somebody does who knows the secret', () => {
    const guard = createGuessGuard(createFixedClock())
    for (let time = 0; time < 100; time += 1) guard.enter('home', 'a').succeeded()
  })

  it('is only what was wrong, where many calls bring the same secret at once', () => {
    const guard = createGuessGuard(createFixedClock())
    for (let time = 0; time < 100; time += 1) guard.check('home', 'a')
    for (let time = 0; time < 10; time += 1) guard.check('home', 'a').failed()
    expect(() => guard.check('home', 'a')).toThrow('Try again in 900 seconds.')
  })

  it('of many accounts from one address ends too, but not for who was there before', () => {
    const clock = createFixedClock()
    const guard = createGuessGuard(clock)
    guard.enter('1.1.1.1', 'owner').succeeded()
    for (let number = 0; number < 100; number += 1) guard.enter('1.1.1.1', `victim ${number}`)
    expect(() => guard.enter('1.1.1.1', 'another')).toThrow('Try again in 900 seconds.')
    expect(() => guard.enter('2.2.2.2', 'another')).not.toThrow()
    expect(() => guard.enter('1.1.1.1', 'owner').succeeded()).not.toThrow()
    expect(() => guard.check('1.1.1.1', 'a key')).not.toThrow()
    clock.advance(900_000)
    expect(() => guard.enter('1.1.1.1', 'another')).not.toThrow()
  })

  it('from the addresses of one network of IPv6 is from one address', () => {
    const guard = createGuessGuard(createFixedClock())
    for (let number = 0; number < 100; number += 1) guard.enter(`2001:db8:0:1::${number}`, `victim ${number}`)
    expect(() => guard.enter('2001:db8::1:0:0:0:77', 'another')).toThrow('Too many failed sign-ins')
    expect(() => guard.enter('2001:db8:0:2::1', 'another')).not.toThrow()
  })

  it('of random secrets, from however many addresses, shuts nobody else out', () => {
    const guard = createGuessGuard(createFixedClock())
    for (let number = 0; number < 1_000; number += 1) guard.check(`10.0.0.${number}`, 'a').failed()
    expect(() => guard.check('home', 'a')).not.toThrow()
  })

  it('of random secrets does not make what is known of passwords forgotten', () => {
    const guard = createGuessGuard(createFixedClock())
    for (let guess = 0; guess < 10; guess += 1) guard.enter('1.1.1.1', 'a')
    for (let number = 0; number < 10_001; number += 1) guard.check('1.1.1.1', `${number}`).failed()
    expect(() => guard.enter('1.1.1.1', 'a')).toThrow('Too many failed sign-ins')
  })

  it('fills a bounded memory only', () => {
    const guard = createGuessGuard(createFixedClock())
    for (let number = 0; number < 10_001; number += 1) guard.enter(`${number}`, `${number}`)
    for (let guess = 0; guess < 10; guess += 1) guard.enter('0', '0')
    expect(() => guard.enter('0', '0')).toThrow('Too many failed sign-ins')
  })
})
