import { describe, expect, it } from 'vitest'
import { formatOfAddress, formatOfText, toWireFormat } from './definition-format.ts'

describe('the format of a definition', () => {
  it.each([
    ['{ "openapi": "3.0.3" }', 'openapi'],
    ['{"swagger":"2.0"}', 'openapi'],
    ['# mine\nopenapi: 3.1.0\ninfo:\n', 'openapi'],
    ['\uFEFF<?xml version="1.0"?>\n<!-- <x> -->\n<wsdl:definitions xmlns:wsdl="x">', 'wsdl'],
    ['<application xmlns="http://wadl.dev.java.net/2009/02">', 'wadl'],
    ['<html><body>', undefined],
    ['{ "name": "x" }', undefined],
    ['', undefined],
  ])('of %j is %s', (text, format) => {
    expect(formatOfText(text)).toBe(format)
  })

  it.each([
    ['https://x.example/service.svc?wsdl', 'wsdl'],
    ['https://x.example/a.WSDL', 'wsdl'],
    ['https://x.example/application.wadl', 'wadl'],
    ['https://x.example/v1/swagger.json', 'openapi'],
    ['https://x.example/wsdl-tools/openapi.yaml', 'openapi'],
  ])('at %s is taken for %s', (address, format) => {
    expect(formatOfAddress(address)).toBe(format)
  })

  it('has one name for a text and another for a link', () => {
    expect([toWireFormat('wadl', false), toWireFormat('wadl', true)]).toEqual(['wadl-xml', 'wadl-link-json'])
  })
})
