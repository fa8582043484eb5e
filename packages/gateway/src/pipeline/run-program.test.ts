import { createHook } from 'node:async_hooks'
import { AppError } from '@sluice/contracts'
import { sectionNames } from '@sluice/policy-language'
import { describe, expect, it } from 'vitest'
import { choice, text } from './attributes.ts'
import { definePolicy } from './define-policy.ts'
import { element, elements, many, statements } from './element-spec.ts'
import { createPolicyBench, document } from './policy-bench.fixture.ts'
import { runSteps } from './run-steps.ts'
import { answered, responseFound } from './step.ts'

const scopes = ['global', 'product', 'api', 'operation'] as const
const about = { summary: 'For a test.', category: 'Routing', snippet: '' } as const

/** Writes its mark into a variable, so that a test sees which steps ran. */
const mark = definePolicy({
  ...about,
  name: 'mark',
  sections: sectionNames,
  scopes,
  attributes: {
    as: text('The mark.'),
    next: choice('What is next.', ['go-on', 'answer', 'find', 'fail', 'break']).default('go-on'),
    wait: choice('Whether it takes time.', ['no', 'yes']).default('no'),
  },
  compile: (settings) => (context) => {
    context.variables.set('marks', `${context.variables.get('marks') ?? ''}${settings.as} `)
    const act = () => {
      if (settings.next === 'fail') throw new AppError('BodyNotConvertible', { policy: 'mark', reason: 'so it is' })
      if (settings.next === 'break') throw new TypeError('secret inner text')
      if (settings.next === 'answer') return answered
      return settings.next === 'find' ? responseFound : undefined
    }
    return settings.wait === 'yes' ? Promise.resolve().then(act) : act()
  },
})

const group = definePolicy({
  ...about,
  name: 'group',
  sections: sectionNames,
  scopes,
  content: elements({ part: many('Any.', element({ content: statements() })) }),
  compile: (settings) => (context) => {
    for (const part of settings.children.part) {
      const outcome = runSteps(part.statements, context)
      if (outcome !== undefined) return outcome
    }
    return undefined
  },
})

const bench = (documents: Parameters<typeof createPolicyBench>[0]['documents']) =>
  createPolicyBench({ documents, extraPolicies: { mark, group } })

const all = (inbound: string, outbound = '<mark as="out" />', onError = '<mark as="err" />') =>
  `<policies><inbound>${inbound}</inbound><backend><mark as="back" /><forward-request /></backend>
   <outbound>${outbound}</outbound><on-error>${onError}</on-error></policies>`

describe.each(['no', 'yes'])('runProgram, steps wait: %s', (wait) => {
  const step = (as: string, then = 'go-on') => `<mark as="${as}" next="${then}" wait="${wait}" />`

  it('runs inbound, backend and outbound in this order', async () => {
    const { context } = await bench({ api: all(step('a') + step('b'), step('c')) }).send()
    expect(context.variables.get('marks')).toBe('a b back c ')
  })

  it('stops where a step has answered', async () => {
    const { context } = await bench({ api: all(step('a', 'answer') + step('b')) }).send()
    expect(context.variables.get('marks')).toBe('a ')
  })

  it('leaves out the backend where a response was found', async () => {
    const { context } = await bench({ api: all(step('a', 'find') + step('b')) }).send()
    expect(context.variables.get('marks')).toBe('a out ')
  })

  it('goes to on-error at a failure and answers it', async () => {
    const sut = bench({ api: all(step('a', 'fail') + step('b')) })
    const { context, status, ...answer } = await sut.send()
    expect(context.variables.get('marks')).toBe('a err ')
    expect(status).toBe(500)
    expect(answer.text()).toBe(
      '{ "statusCode": 500, "message": "Internal server error", "activityId": "00000000-0000-4000-8000-000000000001" }',
    )
    expect(answer.body).toHaveLength(111)
    expect(context.lastError).toEqual({
      source: 'mark',
      reason: 'BodyNotConvertible',
      message: 'The body cannot be converted by mark: so it is',
      scope: 'api',
      section: 'inbound',
      path: 'mark[1]',
    })
    expect(sut.bugs).toEqual([])
  })

  it('reports what nobody expected and hides its text', async () => {
    const sut = bench({ api: all('', step('a', 'break')) })
    const { context, ...answer } = await sut.send()
    expect(sut.bugs).toEqual([new TypeError('secret inner text')])
    expect(answer.text()).not.toContain('secret')
    expect(context.lastError).toMatchObject({
      reason: 'InternalError',
      message: 'Internal server error',
      section: 'outbound',
    })
  })

  it('lets on-error change the answer, and ends when on-error itself fails', async () => {
    const changed = await bench({
      api: all(step('a', 'fail'), '', '<set-header name="X-Seen"><value>yes</value></set-header>'),
    }).send()
    expect(changed.header('x-seen')).toBe('yes')
    const failed = await bench({ api: all(step('a', 'fail'), '', step('b', 'fail') + step('c')) }).send()
    expect(failed.context.variables.get('marks')).toBe('a b ')
    expect(failed.context.lastError).toMatchObject({ section: 'on-error', path: 'mark[1]' })
    expect(failed.status).toBe(500)
  })
})

describe('places', () => {
  it('names the innermost statement, counted among those of its name, and its id', async () => {
    const inner = '<mark as="x" /><mark as="y" next="fail" id="culprit" />'
    const { context } = await bench({
      product: document('inbound', `<group /><mark as="w" /><group><part /><part>${inner}</part></group>`),
    }).send()
    expect(context.lastError).toEqual({
      source: 'mark',
      reason: 'BodyNotConvertible',
      message: 'The body cannot be converted by mark: so it is',
      scope: 'product',
      section: 'inbound',
      path: 'group[2]/part[2]/mark[2]',
      policyId: 'culprit',
    })
  })

  it('runs scopes from the widest to the narrowest where <base/> stands first', async () => {
    const at = (as: string) => document('inbound', `<mark as="${as}" />`)
    const { context } = await bench({
      global: '<policies><inbound><mark as="global" /></inbound></policies>',
      product: at('product'),
      api: at('api'),
      operation: at('operation'),
    }).send()
    expect(context.variables.get('marks')).toBe('global product api operation ')
  })
})

describe('promises', () => {
  /** Counts the promises made while `act` runs. */
  async function countPromises(act: () => unknown): Promise<number> {
    let count = 0
    const hook = createHook({
      init(_id, type) {
        if (type === 'PROMISE') count++
      },
    })
    hook.enable()
    const result = act()
    hook.disable()
    await result
    return count
  }

  const limits = '<rate-limit calls="100000" renewal-period="60" /><quota calls="100000" renewal-period="600" />'
  const product = document('inbound', limits)

  it('are not made by a program whose steps need not wait', async () => {
    const { prepare } = createPolicyBench({ documents: { product, api: '<policies><backend /></policies>' } })
    const { context, run } = prepare()
    expect(await countPromises(run)).toBe(0)
    expect(context.response.status).toBe(200)
  })

  it('are made by a call that passes limits only for forwarding: those of the forwarder and the one that goes on', async () => {
    const { prepare, client } = createPolicyBench({ documents: { product } })
    const ofForwarding = await countPromises(prepare().forward)
    expect(await countPromises(prepare().run)).toBe(ofForwarding + 1)
    expect(client.requests).toHaveLength(2)
  })
})
