import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FetchPackage, installAddOn } from './install-add-on.ts'

let installation: string
beforeEach(() => {
  installation = mkdtempSync(join(tmpdir(), 'sluice-add-on-'))
})
afterEach(() => rmSync(installation, { recursive: true, force: true }))

const bring =
  (version: string): FetchPackage =>
  async (folder) => {
    const place = join(folder, 'node_modules', 'onnxruntime-node')
    mkdirSync(place, { recursive: true })
    writeFileSync(join(place, 'package.json'), JSON.stringify({ version }))
  }
const fail =
  (error: object): FetchPackage =>
  async () => {
    throw Object.assign(new Error('Command failed: npm install'), error)
  }

describe('sluice add onnx', () => {
  it('puts the package into the installation, and does nothing the second time', async () => {
    const asked: string[] = []
    const fetchPackage: FetchPackage = async (folder, wanted) => {
      asked.push(wanted)
      await bring('1.30.0')(folder, wanted)
    }
    const folder = join(installation, 'add-ons', 'onnx')
    expect(await installAddOn('onnx', installation, fetchPackage)).toEqual({ folder, wasThere: false })
    expect(await installAddOn('onnx', installation, fetchPackage)).toEqual({ folder, wasThere: true })
    expect(asked).toEqual(['onnxruntime-node@1.30.0'])
    expect(readdirSync(join(installation, 'add-ons'))).toEqual(['onnx'])
  })

  it('takes the place of another version, and clears away what a killed one left', async () => {
    await bring('1.0.0')(join(installation, 'add-ons', 'onnx'), '')
    mkdirSync(join(installation, 'add-ons', '.draft-onnx-abc'))
    expect((await installAddOn('onnx', installation, bring('1.30.0'))).wasThere).toBe(false)
    expect(readdirSync(join(installation, 'add-ons'))).toEqual(['onnx'])
  })

  it.each([
    [
      { stderr: 'npm error code ENOTFOUND\nnpm error network request to https://registry.example failed\n' },
      'The add-on onnx was not installed: npm says: code ENOTFOUND network request to https://registry.example failed',
    ],
    [
      { code: 'ENOENT', message: 'spawn npm ENOENT' },
      'The add-on onnx was not installed: npm, which fetches it, was not found on the path.',
    ],
    [{ killed: true }, 'The add-on onnx was not installed: npm was not done after 15 minutes.'],
  ])('says why it failed, and leaves nothing behind: %o', async (error, message) => {
    await expect(installAddOn('onnx', installation, fail(error))).rejects.toThrow(message)
    expect(readdirSync(join(installation, 'add-ons'))).toEqual([])
  })

  it('keeps what is there when another version cannot be fetched', async () => {
    const there = join(installation, 'add-ons', 'onnx')
    await bring('1.0.0')(there, '')
    await expect(installAddOn('onnx', installation, fail({}))).rejects.toThrow('was not installed')
    expect(existsSync(join(there, 'node_modules', 'onnxruntime-node', 'package.json'))).toBe(true)
  })

  it('is not satisfied with another version than it asked for', async () => {
    await expect(installAddOn('onnx', installation, bring('1.29.0'))).rejects.toThrow('npm did not bring')
  })
})
