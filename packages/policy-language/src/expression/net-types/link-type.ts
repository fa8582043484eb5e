import type { Accessors, Constant, Implementation, TypeDefinition } from './define-type.ts'
import type { Callable, Conversion, Indexer, LinkedType, Method, Parameter, Property } from './linked-type.ts'
import { type NamedType, type NetType, namedType, type TypeParameter, typeParameter, voidType } from './net-type.ts'
import { type DefaultText, parseDefinedName, parseSignature, parseTypeName, type Signature } from './parse-signature.ts'
import { isUnknownType, resolveTypeName, type TypeScope } from './resolve-type-name.ts'
import type { TypeName } from './type-name.ts'
import type { TypeTable } from './type-table.ts'

interface Members {
  readonly constructors: readonly Method[]
  readonly methods: ReadonlyMap<string, readonly Method[]>
  readonly properties: ReadonlyMap<string, Property>
  readonly indexers: readonly Indexer[]
  readonly operators: ReadonlyMap<string, readonly Method[]>
  readonly conversions: readonly Conversion[]
}

/** The type of a definition; whatever names other types is found when it is first asked for. */
export function defineLinkedType(definition: TypeDefinition, table: TypeTable): LinkedType {
  const { fullName, name, typeParameters } = parseDefinedName(definition.name)
  const parameters = typeParameters.map((text) => typeParameter(text.name, fullName, text.variance))
  const scope: TypeScope = new Map(parameters.map((parameter) => [parameter.name, parameter]))
  const find = (text: string): NamedType => {
    const type = resolve(parseTypeName(text), table, scope, definition.name)
    if (type.kind !== 'named') throw new Error(`${definition.name}: '${text}' is no base type.`)
    return type
  }
  const base = once(() => {
    if (fullName === 'System.Object' || definition.kind === 'interface' || definition.kind === 'static')
      return undefined
    return definition.extends === undefined ? table.named('System.Object') : find(definition.extends)
  })
  const interfaces = once(() => (definition.implements ?? []).map(find))
  const invoke = once(() => {
    if (definition.invoke === undefined) return undefined
    const signature = parseSignature(definition.invoke)
    return {
      parameters: signature.parameters.map(({ type }) => resolve(type, table, scope, definition.name)),
      returns: resolveReturn(signature, table, scope, definition.name),
    }
  })
  const enumeration = once(() => {
    const { enumerates } = definition
    return enumerates === undefined ? undefined : { element: find(enumerates.element), items: enumerates.items }
  })
  const members = once(() => linkMembers(linked, table, scope))
  const self = once(() => namedType(linked, parameters))
  const linked: LinkedType = {
    name,
    fullName,
    keyword: definition.keyword,
    kind: definition.kind,
    isHidden: definition.isHidden ?? false,
    definition,
    table,
    parameters,
    operations: definition.operations ?? {},
    values: new Map(Object.entries(definition.values ?? {})),
    get self() {
      return self()
    },
    get base() {
      return base()
    },
    get interfaces() {
      return interfaces()
    },
    get invoke() {
      return invoke()
    },
    get enumeration() {
      return enumeration()
    },
    get constructors() {
      return members().constructors
    },
    get methods() {
      return members().methods
    },
    get properties() {
      return members().properties
    },
    get indexers() {
      return members().indexers
    },
    get operators() {
      return members().operators
    },
    get conversions() {
      return members().conversions
    },
  }
  return linked
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function linkMembers(owner: LinkedType, table: TypeTable, ownScope: TypeScope): Members {
  const constructors: Method[] = []
  const methods = new Map<string, Method[]>()
  const properties = new Map<string, Property>()
  const indexers: Indexer[] = []
  const operators = new Map<string, Method[]>()
  const conversions: Conversion[] = []
  for (const [text, implementation] of Object.entries(owner.definition.members ?? {})) {
    const where = `${owner.fullName}: ${text}`
    const signature = parseSignature(text)
    const { name, isStatic } = signature
    const typeParameters = signature.typeParameters.map((own) => typeParameter(own.name, where, own.variance))
    const scope = withParameters(ownScope, typeParameters)
    const parameters = signature.parameters.map(
      (parameter): Parameter => ({
        name: parameter.name,
        type: resolve(parameter.type, table, scope, where),
        mode: parameter.mode,
        defaultValue: parameter.defaultValue && { value: defaultOf(parameter.defaultValue, table, where) },
      }),
    )
    const returns = resolveReturn(signature, table, scope, where)
    const method = (): Method => ({
      name,
      owner,
      isStatic,
      isExtension: signature.isExtension,
      typeParameters,
      parameters,
      returns,
      implementation: callable(implementation, where),
      signature: text,
    })
    switch (signature.kind) {
      case 'constructor':
        constructors.push({ ...method(), returns: owner.self })
        break
      case 'method':
        addTo(methods, name, method())
        break
      case 'operator':
        addTo(operators, name, method())
        break
      case 'constant':
      case 'property': {
        const { get, set } = readAndWrite(implementation, where)
        properties.set(name, { name, owner, isStatic, type: returns, get, set, signature: text })
        break
      }
      case 'indexer': {
        const { get, set } = readAndWrite(implementation, where)
        indexers.push({ owner, parameters, type: returns, get: callable(get, where), set, signature: text })
        break
      }
      case 'conversion': {
        const [from] = parameters
        if (from === undefined) throw new Error(`${where}: a conversion has one parameter.`)
        const { isImplicit } = signature
        conversions.push({
          owner,
          isImplicit,
          from: from.type,
          to: returns,
          implementation: callable(implementation, where),
        })
      }
    }
  }
  return { constructors, methods, properties, indexers, operators, conversions }
}

function addTo(map: Map<string, Method[]>, name: string, method: Method): void {
  const list = map.get(name)
  if (list === undefined) map.set(name, [method])
  else list.push(method)
}

const withParameters = (scope: TypeScope, parameters: readonly TypeParameter[]): TypeScope =>
  parameters.length === 0 ? scope : new Map([...scope, ...parameters.map((own) => [own.name, own] as const)])

function resolve(name: TypeName, table: TypeTable, scope: TypeScope, where: string): NetType {
  const type = resolveTypeName(name, table, scope)
  if (isUnknownType(type)) throw new Error(`${where}: ${type.message}`)
  return type
}

/** `void` may be written in signatures only. */
function resolveReturn({ type }: Signature, table: TypeTable, scope: TypeScope, where: string): NetType {
  if (type === undefined || (type.kind === 'name' && type.name === 'void')) return voidType
  return resolve(type, table, scope, where)
}

function callable(implementation: Implementation, where: string): Callable {
  if ('constant' in implementation || 'get' in implementation) throw new Error(`${where}: a function was expected.`)
  return implementation
}

function readAndWrite(
  implementation: Implementation,
  where: string,
): { readonly get: Callable | Constant; readonly set: Accessors['set'] | undefined } {
  if ('get' in implementation) return implementation
  if ('set' in implementation) throw new Error(`${where}: only 'set' is implemented.`)
  return { get: implementation, set: undefined }
}

/** Defaults come in the representation of the parameter's type: whole numbers of `int`, members of enumerations. */
function defaultOf(text: DefaultText, table: TypeTable, where: string): unknown {
  if (text.kind === 'value') return text.value
  const value = table.find(text.type, 0)?.values.get(text.name)
  if (value === undefined) throw new Error(`${where}: there is no ${text.type}.${text.name}.`)
  return value
}
