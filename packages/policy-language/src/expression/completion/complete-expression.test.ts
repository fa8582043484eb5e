import { describe, expect, it } from 'vitest'
import { expressionTypes } from '../expressions.ts'
import { completeExpression } from './complete-expression.ts'

const complete = (prefix: string) => completeExpression(prefix, expressionTypes())
const names = (prefix: string) => complete(prefix).offers.map(({ name }) => name)
const detail = (prefix: string, name: string) => complete(prefix).offers.find((offer) => offer.name === name)?.detail

describe('completion behind a dot', () => {
  it('offers the members of what stands before it, with their types', () => {
    expect(complete('@(context.Request.')).toMatchObject({ replaces: 0 })
    expect(complete('@(context.Req')).toMatchObject({ replaces: 3 })
    expect(complete('@(context.Request.Url.').offers.filter(({ kind }) => kind === 'property')).toEqual([
      { name: 'Host', kind: 'property', detail: 'string' },
      { name: 'Path', kind: 'property', detail: 'string' },
      { name: 'Port', kind: 'property', detail: 'int' },
      { name: 'Query', kind: 'property', detail: 'IReadOnlyDictionary<string, string[]>' },
      { name: 'QueryString', kind: 'property', detail: 'string' },
      { name: 'Scheme', kind: 'property', detail: 'string' },
    ])
  })

  it('shows how methods are called, and which types cannot be inferred', () => {
    expect(complete('@("a".').offers.find(({ name }) => name === 'StartsWith')).toEqual({
      name: 'StartsWith',
      kind: 'method',
      detail: expect.stringContaining('bool StartsWith(string value)'),
      takes: { arguments: true, types: false },
    })
    expect(complete('@(context.Request.Body.').offers.find(({ name }) => name === 'As')?.takes).toEqual({
      arguments: true,
      types: true,
    })
    expect(complete('@(context.RequestId.').offers.find(({ name }) => name === 'ToByteArray')?.takes).toEqual({
      arguments: false,
      types: false,
    })
  })

  it('offers extension methods to what they take, with the types put in, behind its own members', () => {
    const offers = complete('@(context.Request.Headers.').offers
    expect(offers.findIndex(({ name }) => name === 'Count')).toBeLessThan(
      offers.findIndex(({ name }) => name === 'GetValueOrDefault'),
    )
    expect(detail('@(new[] { 1, 2 }.', 'Where')).toContain('IEnumerable<int> Where(Func<int, bool> predicate)')
    expect(names('@(1.5m.')).not.toContain('Where')
  })

  it('tells the members of a type from those of its values', () => {
    expect(names('@(Guid.')).toContain('NewGuid')
    expect(names('@(Guid.NewGuid().')).not.toContain('NewGuid')
    expect(names('@(string.')).toContain('IsNullOrEmpty')
    expect(names('@(StringComparison.')).toContain('OrdinalIgnoreCase')
    expect(names('@(System.')).toEqual(expect.arrayContaining(['Guid', 'Text', 'Xml']))
    expect(names('@(System.Text.')).toContain('Encoding')
  })

  it('knows what lambdas, queries, patterns and variables are', () => {
    expect(names('@(context.Request.Headers.Where(h => h.')).toContain('Value')
    expect(names('@(context.User.Groups.Select(g => g.Name).First().')).toContain('Substring')
    expect(names('@(from g in context.User.Groups where g.')).toContain('Name')
    expect(names('@{ var body = context.Request.Body.As<JObject>(); return body.')).toContain('SelectToken')
    expect(names('@{ if (context.Variables.ContainsKey("a")) { var x = 1; foreach (var g in context.User.')).toContain(
      'Groups',
    )
    expect(names('@{ for (int i = 0; i < context.User.')).toContain('Groups')
    expect(names('@{ object o = 1; if (o is string s && s.')).toContain('Length')
    expect(names('@(context.User?.')).toContain('Email')
    expect(names('@(context.User?.Email.')).toContain('Length')
  })

  it('finds its way through everything that may be open', () => {
    expect(names('@{ try { var a = context.')).toContain('Request')
    expect(names('@{ do { context.')).toContain('Request')
    expect(names('@{ switch (context.Request.Method) { case "GET": return context.')).toContain('Request')
    expect(names('@(context.User == null ? "" : context.')).toContain('Request')
    expect(names('@(context.User == null ? context.')).toContain('Request')
    expect(names('@(new JObject(new JProperty("a", context.')).toContain('Request')
    expect(names('@(new Dictionary<string, object> { { "a", context.')).toContain('Request')
    expect(names('@{ return new JObject { ["a"] = context.')).toContain('Request')
    expect(names('@($"{context.')).toContain('Request')
    expect(names('@($"{context.User.Id} {{x}} {context.Request.')).toContain('Method')
    expect(names('@({{limit}} > context.Response.')).toContain('StatusCode')
    expect(names('@{ int? a = null; return context.')).toContain('Request')
    expect(names('@{ var f = 1; // it\'s "so"\n context.')).toContain('Trace')
  })

  it('offers nothing where nothing is known', () => {
    for (const prefix of [
      '@("context.',
      '@($"context.',
      '@{ // context.',
      '@(context.Nonsense.',
      '@(context.Request.Method) ',
      '@(1',
      'context.',
      '@{ var a',
      '',
    ]) {
      expect(complete(prefix).offers).toEqual([])
    }
  })
})

describe('completion of a name', () => {
  it('offers variables, context, types and keywords', () => {
    const offers = complete('@{ int total = 3; string text = ""; return t').offers
    expect(offers.slice(0, 3)).toEqual([
      { name: 'total', kind: 'variable', detail: 'int' },
      { name: 'text', kind: 'variable', detail: 'string' },
      { name: 'context', kind: 'variable', detail: 'IProxyRequestContext' },
    ])
    expect(offers).toContainEqual({ name: 'Guid', kind: 'type', detail: 'System.Guid' })
    expect(offers).toContainEqual({ name: 'true', kind: 'keyword', detail: '' })
    expect(names('@{ ')).toEqual(expect.arrayContaining(['var', 'return', 'context']))
    expect(names('@(')).not.toContain('return')
  })

  it('offers only types where only a type may stand', () => {
    for (const prefix of ['@(new JO', '@(context.Request.Body.As<', '@(context as ', '@(context.Request.Body.As<JO']) {
      const { offers } = complete(prefix)
      expect(offers.map(({ name }) => name)).toContain('JObject')
      expect(new Set(offers.map(({ kind }) => kind))).toEqual(new Set(['type']))
    }
  })
})
