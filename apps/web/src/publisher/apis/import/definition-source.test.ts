import { expect, it } from 'vitest'
import { emptySource, isEmptySource, toSent } from './definition-source.ts'

it('sends a text in the format that it has', () => {
  expect(toSent({ ...emptySource, kind: 'text', text: 'swagger: "2.0"' })).toEqual({
    format: 'openapi',
    value: 'swagger: "2.0"',
  })
})

it('sends an address as a link', () => {
  expect(toSent({ ...emptySource, kind: 'address', address: ' https://x.example/s?wsdl ' })).toEqual({
    format: 'wsdl-link',
    value: 'https://x.example/s?wsdl',
  })
})

it('lets another format be chosen, and a service of a WSDL', () => {
  const source = { ...emptySource, text: '<definitions />', wsdlService: 'Calc', wsdlEndpoint: 'second' }
  expect(toSent(source)).toEqual({
    format: 'wsdl',
    value: '<definitions />',
    wsdlSelector: { wsdlServiceName: 'Calc', wsdlEndpointName: 'second' },
  })
  expect(toSent({ ...source, format: 'wadl' })).toEqual({ format: 'wadl-xml', value: '<definitions />' })
})

it('knows that there is nothing yet', () => {
  expect(isEmptySource(emptySource)).toBe(true)
  expect(isEmptySource({ ...emptySource, kind: 'address', text: 'x' })).toBe(true)
  expect(isEmptySource({ ...emptySource, text: 'x' })).toBe(false)
})
