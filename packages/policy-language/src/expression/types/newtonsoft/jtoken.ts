import { argumentNullException } from '../../net/failures.ts'
import { selectToken, selectTokens } from '../../net/newtonsoft/json-path.ts'
import { pathOf } from '../../net/newtonsoft/json-path-text.ts'
import {
  addBeside,
  ancestors,
  childrenOf,
  deepEquals,
  getByIndex,
  getByName,
  hasValues,
  removeToken,
  replaceToken,
  setByIndex,
  setByName,
  sibling,
} from '../../net/newtonsoft/json-tree.ts'
import { parseJson } from '../../net/newtonsoft/parse-json.ts'
import { JToken } from '../../net/newtonsoft/token.ts'
import { tokenType } from '../../net/newtonsoft/token-type.ts'
import { jsonFormatting as formattings, tokenText, writeJson } from '../../net/newtonsoft/write-json.ts'
import { Boxed } from '../../run/boxed.ts'
import type { Run } from '../../run/run.ts'
import { accessors, defineEnum, defineType, withRun, withTypes } from '../define-type.ts'
import type { NetType } from '../net-type.ts'
import { jsonFromObject } from './json-from-object.ts'
import { defaultOf, jsonReaderOf } from './json-to-object.ts'
import { tokenConversions } from './token-conversions.ts'

export const jsonFormatting = defineEnum('Newtonsoft.Json.Formatting', formattings)

export const jTokenType = defineEnum('Newtonsoft.Json.Linq.JTokenType', tokenType)

const counter = (run: Run) => (count: number) => run.step(count)

/** A key is a name or an index; anything else is refused as a name would be. */
function getByKey(token: JToken, key: unknown): JToken | null {
  if (key instanceof Boxed) return getByIndex(token, Number(key.value))
  if (typeof key !== 'string') throw argumentNullException('key')
  return getByName(token, key)
}

function setByKey(token: JToken, key: unknown, value: JToken | null): void {
  if (key instanceof Boxed) setByIndex(token, Number(key.value), value)
  else if (typeof key === 'string') setByName(token, key, value)
  else throw argumentNullException('key')
}

/** `Value<T>(key)`: the default of the type when there is nothing. */
function valueReader(type: NetType) {
  const read = jsonReaderOf(type)
  return (run: Run, token: JToken | null) => (token === null ? defaultOf(type) : read(run, token))
}

/** `OfType<T>`: by the classes of tokens. */
function ofClass(type: NetType): (token: JToken) => boolean {
  const represents = type.kind === 'named' ? type.declaration.definition.represents : undefined
  return represents === undefined ? () => true : (token) => token instanceof represents
}

function write(run: Run, token: JToken, formatting: number): string {
  const text = writeJson(token, formatting)
  run.step(text.length >> 4)
  return text
}

/** @see https://www.newtonsoft.com/json/help/html/T_Newtonsoft_Json_Linq_JToken.htm */
export const jToken = defineType({
  name: 'Newtonsoft.Json.Linq.JToken',
  kind: 'class',
  represents: JToken,
  implements: ['IEnumerable<JToken>'],
  members: {
    'static JToken Parse(string json)': withRun((run, text: string | null) => {
      run.charge(text?.length ?? 0)
      return parseJson(text)
    }),
    'static JToken FromObject(object o)': withRun((run, value: unknown) => {
      if (value === null) throw argumentNullException('o')
      const token = jsonFromObject(run, value)
      return token === value ? token.clone() : token
    }),
    'static bool DeepEquals(JToken t1, JToken t2)': deepEquals,

    'JTokenType Type { get; }': (token: JToken) => token.type,
    'string Path { get; }': pathOf,
    'JContainer Parent { get; }': (token: JToken) => token.parent,
    'JToken Root { get; }': (token: JToken) => token.root,
    'JToken First { get; }': (token: JToken) => childrenOf(token)[0] ?? null,
    'JToken Last { get; }': (token: JToken) => childrenOf(token).at(-1) ?? null,
    'JToken Next { get; }': (token: JToken) => sibling(token, 1),
    'JToken Previous { get; }': (token: JToken) => sibling(token, -1),
    'bool HasValues { get; }': hasValues,
    'JToken this[object key] { get; set; }': accessors(getByKey, setByKey),

    'JToken SelectToken(string path)': withRun((run, token: JToken, path: string) =>
      selectToken(token, path, false, counter(run)),
    ),
    'JToken SelectToken(string path, bool errorWhenNoMatch)': withRun(
      (run, token: JToken, path: string, mustMatch: boolean) => selectToken(token, path, mustMatch, counter(run)),
    ),
    'IEnumerable<JToken> SelectTokens(string path)': withRun((run, token: JToken, path: string) =>
      selectTokens(token, path, false, counter(run)),
    ),
    'IEnumerable<JToken> SelectTokens(string path, bool errorWhenNoMatch)': withRun(
      (run, token: JToken, path: string, mustMatch: boolean) => selectTokens(token, path, mustMatch, counter(run)),
    ),
    'IEnumerable<JToken> Children()': (token: JToken) => [...childrenOf(token)],
    'IEnumerable<T> Children<T>()': withTypes((type) => {
      const isWanted = ofClass(type)
      return (_run, token: JToken) => childrenOf(token).filter(isWanted)
    }),
    'IEnumerable<JToken> Ancestors()': (token: JToken) => [...ancestors(token)],
    'IEnumerable<JToken> AncestorsAndSelf()': (token: JToken) => [token, ...ancestors(token)],
    'IEnumerable<JToken> BeforeSelf()': (token: JToken) => siblingsBefore(token),
    'IEnumerable<JToken> AfterSelf()': (token: JToken) => siblingsAfter(token),
    'T Value<T>(object key)': withTypes((type) => {
      const read = valueReader(type)
      return (run, token: JToken, key: unknown) => read(run, getByKey(token, key))
    }),
    'IEnumerable<T> Values<T>()': withTypes((type) => {
      const read = valueReader(type)
      return (run, token: JToken) => childrenOf(token).map((child) => read(run, child))
    }),
    'T ToObject<T>()': withTypes((type) => {
      const read = jsonReaderOf(type)
      return (run, token: JToken) => read(run, token)
    }),

    'JToken DeepClone()': (token: JToken) => token.clone(),
    'void Remove()': removeToken,
    'void Replace(JToken value)': replaceToken,
    'void AddAfterSelf(object content)': withRun((run, token: JToken, content: unknown) =>
      addBeside(token, jsonFromObject(run, content), 1),
    ),
    'void AddBeforeSelf(object content)': withRun((run, token: JToken, content: unknown) =>
      addBeside(token, jsonFromObject(run, content), 0),
    ),
    'string ToString(Formatting formatting)': withRun(write),
    ...tokenConversions,
  },
  operations: { toText: tokenText },
})

const siblings = (token: JToken): readonly JToken[] => token.parent?.children ?? []
const siblingsBefore = (token: JToken) => siblings(token).slice(0, siblings(token).indexOf(token))
const siblingsAfter = (token: JToken) => siblings(token).slice(siblings(token).indexOf(token) + 1)
