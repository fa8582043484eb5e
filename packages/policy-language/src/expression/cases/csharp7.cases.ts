import { gives, refuses, throws } from './expression-case.ts'

const reference = 'https://learn.microsoft.com/dotnet/csharp/language-reference'
const newtonsoft = 'https://www.newtonsoft.com/json/help/html'

/** Constructs of C# 7 that few policies use, and the sentences for those that are not served. */
export const csharp7Cases = [
  ...gives(`${reference}/statements/using`, [
    [
      '{ var s = 0; using (var a = new StringReader("x")) using (var b = new StringReader("y")) { s = a.Read() + b.Read(); } return s; }',
      '241',
    ],
    ['{ using var r = new StringReader("ab"); var text = r.ReadToEnd(); return text; }', 'ab'],
    [
      '{ using (StringReader r = new StringReader("ab"), q = new StringReader("c")) return r.ReadToEnd() + q.ReadToEnd(); }',
      'abc',
    ],
    ['{ using (new StringReader("")) { return 1; } }', '1'],
    ['{ StringReader none = null; using (none) { return 1; } }', '1'],
    [
      '{ foreach (var n in new[] { 1, 2 }) using (var r = new StringReader("a")) { if (n == 2) return n; } return 0; }',
      '2',
    ],
  ]),
  ...refuses(`${reference}/statements/using`, [
    ['{ using (var s = "a") { return s; } }', "'string' has nothing to dispose of: 'using' does not take it."],
    [
      '{ using (var r = new StringReader("")) { r = null; return 1; } }',
      "'r' cannot be assigned: it is the variable of a using.",
    ],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.io.stringreader', [
    [
      '{ var r = new StringReader("a\\r\\nb\\rc\\n\\nd"); var s = ""; string l; while ((l = r.ReadLine()) != null) s += "[" + l + "]"; return s; }',
      '[a][b][c][][d]',
    ],
    [
      '{ var r = new StringReader("ab"); return r.Peek() + "," + r.Read() + "," + r.ReadToEnd() + "," + r.Read() + r.ReadLine(); }',
      '97,97,b,-1',
    ],
    [
      '{ var w = new StringWriter(); w.Write("a"); w.Write(1.5m); w.Write(\'c\'); w.Write("{0:X}", 255); return w.ToString(); }',
      'a1.5cFF',
    ],
    [
      '{ var w = new StringWriter(); w.WriteLine("a"); w.WriteLine(); w.Close(); return w.ToString().Replace("\\r\\n", "|"); }',
      'a||',
    ],
    [
      '{ try { var w = new StringWriter(); w.Close(); w.Write("a"); return 1; } catch (InvalidOperationException e) { return e.Message; } }',
      'Cannot write to a closed TextWriter.',
    ],
  ]),
  ...throws(`${reference}/statements/using`, [
    ['{ using (var r = new StringReader("")) { throw new Exception("in it"); } }', 'System.Exception: in it'],
    [
      '{ StringReader r = new StringReader("a"); using (r) { } return r.Read(); }',
      'System.ObjectDisposedException: Cannot read from a closed TextReader.',
    ],
  ]),
  ...gives(`${newtonsoft}/M_Newtonsoft_Json_Linq_JObject_GetEnumerator.htm`, [
    [
      '{ var s = ""; foreach (KeyValuePair<string, JToken> p in JObject.Parse("{\\"a\\":1,\\"b\\":\\"x\\"}")) s += p.Key + p.Value; return s; }',
      'a1bx',
    ],
    ['{ var s = ""; foreach (var p in JObject.Parse("{\\"a\\":1}")) s += p; return s; }', '[a, 1]'],
    ['{ var s = ""; foreach (var (k, v) in JObject.Parse("{\\"a\\":1}")) s += k + (int)v; return s; }', 'a1'],
    ['{ var s = ""; foreach (JProperty p in JObject.Parse("{\\"a\\":1}").Properties()) s += p.Name; return s; }', 'a'],
    ['{ var s = ""; foreach (JProperty p in (JToken)JObject.Parse("{\\"a\\":1}")) s += p.Name; return s; }', 'a'],
  ]),
  ...gives(`${reference}/statements/iteration-statements#the-foreach-statement`, [
    ['{ long s = 0; foreach (long p in new[] { 1, 2 }) s += p; return s; }', '3'],
    ['{ var s = ""; foreach (string p in new JArray("a", "b")) s += p; return s; }', 'ab'],
    ['{ var s = 0; foreach (int p in new List<object> { 1, 2 }) s += p; return s; }', '3'],
    ['{ var s = ""; foreach (Match m in Regex.Matches("a1b2", "[0-9]")) s += m.Value; return s; }', '12'],
    [
      '{ var s = ""; foreach (KeyValuePair<string, string[]> h in context.Request.Headers) s += h.Key + ";"; return s; }',
      'Content-Type;X-Many;',
    ],
  ]),
  ...refuses(`${reference}/statements/iteration-statements#the-foreach-statement`, [
    [
      '{ foreach (JProperty p in JObject.Parse("{}")) { } return 1; }',
      "Elements are 'KeyValuePair<string, JToken>', which cannot be cast to 'JProperty'.",
    ],
  ]),
  ...throws(`${reference}/statements/iteration-statements#the-foreach-statement`, [
    ['{ foreach (int p in new List<object> { "a" }) { } return 1; }', 'System.InvalidCastException'],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/csharp/programming-guide/classes-and-structs/local-functions', [
    ['{ void F(out int x) { x = 5; } F(out var y); return y; }', '5'],
    ['{ void F(out string a, int b = 2) { a = "s" + b; } string z; F(b: 5, a: out z); return z; }', 's5'],
    [
      '{ bool Try(string k, out string v) { v = "1"; return k == "a"; } return Try("a", out var r) ? r : "none"; }',
      '1',
    ],
    ['{ bool Try(string k, out string v) { v = k; return false; } return Try("a", out _); }', 'False'],
    [
      '{ void Swap(ref int a, ref int b) { var t = a; a = b; b = t; } int x = 1, y = 2; Swap(ref x, ref y); return x * 10 + y; }',
      '21',
    ],
    ['{ int n = 1; void Inc(ref int a) { a++; n++; } Inc(ref n); return n; }', '3'],
    ['{ void Set(ref int a) { a = 9; } var list = new[] { 1, 2 }; Set(ref list[1]); return list[1]; }', '9'],
    [
      '{ void Two(ref int a) { One(ref a); a *= 2; } void One(ref int a) { a++; } int n = 1; Two(ref n); return n; }',
      '4',
    ],
    [
      '{ void F(ref int a) { a = 2; throw new Exception("x"); } int n = 1; try { F(ref n); } catch { } return n; }',
      '2',
    ],
    ['{ int F(int a, int b = 3) => a + b; return F(1) + F(b: 1, a: 2); }', '7'],
    ['{ string F(string a = null, DayOfWeek d = DayOfWeek.Monday) => (a ?? "none") + d; return F(); }', 'noneMonday'],
    ['{ int F(int n, int acc = 1) => n < 2 ? acc : F(n - 1, acc * n); return F(5); }', '120'],
    [
      '{ string F(string sep, params object[] xs) => xs.Length + string.Join(sep, xs); return F("-", 1, "b") + F(","); }',
      '21-b0',
    ],
    ['{ int F(in int a) => a; int n = 4; return F(in n) + F(1); }', '5'],
    ['{ static int F(int a) => a; return F(1); }', '1'],
    ['{ int F(int a) => a * 2; Func<int, int> g = F; return g(2) + new[] { 3 }.Select(F).First(); }', '10'],
    [
      '{ int F(int a, int b, int c, int d, int e, int f, int g, int h, int i) => a + i; return F(1, 2, 3, 4, 5, 6, 7, 8, 9); }',
      '10',
    ],
  ]),
  ...refuses('https://learn.microsoft.com/dotnet/csharp/programming-guide/classes-and-structs/local-functions', [
    [
      '{ int F(out int a) { a = 1; return 2; } Func<int, int> g = F; return 1; }',
      "'F' has parameters by reference: it can only be called.",
    ],
    [
      '{ void F(ref int a) { } int n = 1; F(n); return n; }',
      "'F' cannot be called so: the argument needs 'ref' before it.",
    ],
    ['{ void F(ref int a) { } int n = 1; F(out n); return n; }', "the argument needs 'ref' before it"],
    ['{ void F(int a) { } int n = 1; F(ref n); return n; }', "the argument is not to be written with 'ref'"],
    ['{ void F(ref int a) { } long n = 1; F(ref n); return n; }', "'long' cannot be converted to 'int'"],
    ['{ int n = 1; return int.TryParse("1", ref n); }', "the argument needs 'out' before it"],
    ['{ int F(int a = 1, int b) => a; return 1; }', 'Parameters with default values stand last.'],
    ['{ int F(string a = context.Request.Method) => 1; return 1; }', 'A default value is a constant.'],
    ['{ int F(params int a) => a; return 1; }', "A 'params' parameter is an array and stands last."],
    ['{ T F<T>(T a) => a; return F(1); }', 'Generic local functions are not served.'],
    ['{ static int x = 1; return x; }', 'Only a local function may be static.'],
    ['{ Func<int, int> f = (ref int a) => a; return 1; }', "A lambda has no 'ref' parameters here."],
  ]),
  ...gives(`${reference}/statements/jump-statements#the-goto-statement`, [
    ['{ switch (1) { case 1: goto case 2; case 2: return "two"; default: return "d"; } }', 'two'],
    [
      '{ switch ("b") { case "a": return 1; case "b": goto case "c"; case "c": goto default; default: return 4; } }',
      '4',
    ],
    ['{ int n = 0; switch (n) { case 0: n++; if (n < 5) goto case 0; break; } return n; }', '5'],
    [
      "{ var n = 0; foreach (var c in \"ab\") { switch (c) { case 'a': while (true) { goto case 'b'; } case 'b': n++; break; } } return n; }",
      '2',
    ],
    [
      '{ object o = 1; switch (o) { case int i when i > 5: return "big"; case 1: goto case 2; case 2: return "two"; } return "n"; }',
      'two',
    ],
    ['{ object o = null; switch (o) { case null: return "null"; case 1: goto case null; } return "n"; }', 'null'],
    [
      '{ var s = ""; switch (1) { case 1: try { goto case 2; } finally { s += "f"; } case 2: return s + "2"; } return s; }',
      'f2',
    ],
  ]),
  ...refuses(`${reference}/statements/jump-statements#the-goto-statement`, [
    ['{ goto a; return 1; }', "'goto' leads only to a 'case' or to 'default' here."],
    ['{ a: return 1; }', "Labels are not served: only 'goto case' and 'goto default' are."],
    ['{ goto case 1; return 1; }', "There is no switch for 'goto'."],
    ['{ switch (1) { case 1: goto case 9; } return 1; }', "The switch has no such 'case'."],
    ['{ switch (1) { case 1: goto default; } return 1; }', "The switch has no 'default'."],
  ]),
  ...gives(`${reference}/builtin-types/value-tuples#tuple-field-names`, [
    ['{ int a = 1; var t = (a, 2); return t.a; }', '1'],
    [
      '{ var r = context.Request; var t = (r.Method, r.IpAddress, x: 1); return t.Method + t.IpAddress + t.x; }',
      'POST10.0.0.71',
    ],
    ['{ (int n, string s) F() => (1, "x"); return F().s; }', 'x'],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.func-2', [
    ['{ Func<int, int> f = x => x + 1; return f.Invoke(2); }', '3'],
    ['{ Action<string> f = null; f?.Invoke("a"); return 1; }', '1'],
    ['{ Func<int, int> f = null; return f?.Invoke(1) == null; }', 'True'],
  ]),
  ...refuses('https://learn.microsoft.com/dotnet/csharp/whats-new/csharp-version-history', [
    ['{ int[,] a = new int[2, 2]; return a[0, 1]; }', 'Arrays of several dimensions are not served.'],
    ['"abcdef"[1..3]', "Indexes from the end and ranges ('..') are not served."],
    ['(1, 2) is (1, 2)', 'Patterns of several parts are not served.'],
    ['"abc" is { Length: 3 }', 'Patterns of properties are not served.'],
    ['{ int a = 3; ref int b = ref a; return b; }', 'Variables by reference are not served'],
    ['{ dynamic d = 1; return d; }', "The type 'dynamic' is not allowed in policy expressions."],
    ['{ lock (context) { return 1; } }', "'lock' is not allowed in policy expressions"],
    ['sizeof(int)', "'sizeof' is not allowed in policy expressions."],
  ]),
  ...gives(`${reference}/operators/type-testing-and-cast#the-typeof-operator`, [
    ['typeof(int)', 'System.Int32'],
    ['typeof(List<int>).Name', 'List`1'],
    ['typeof(string) == "a".GetType()', 'True'],
    ['typeof(string) != typeof(int)', 'True'],
    ['(DayOfWeek)Enum.Parse(typeof(DayOfWeek), "Monday")', 'Monday'],
    ['Enum.Parse(typeof(StringComparison), "ordinal", true)', 'Ordinal'],
  ]),
  ...throws('https://learn.microsoft.com/dotnet/api/system.enum.parse', [
    ['Enum.Parse(typeof(DayOfWeek), "Someday")', "System.ArgumentException: Requested value 'Someday' was not found."],
    ['Enum.Parse(typeof(int), "1")', "System.ArgumentException: Type provided must be an Enum. (Parameter 'enumType')"],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.collections.generic.ienumerator-1', [
    [
      '{ var e = new List<int> { 1, 2 }.GetEnumerator(); var s = 0; while (e.MoveNext()) s += e.Current; return s; }',
      '3',
    ],
    ['{ using (IEnumerator<char> e = "ab".GetEnumerator()) { e.MoveNext(); return e.Current; } }', 'a'],
    [
      '{ IEnumerable<int> s = new[] { 7 }; var e = s.GetEnumerator(); return e.MoveNext() + "," + e.MoveNext(); }',
      'True,False',
    ],
  ]),
  ...throws('https://learn.microsoft.com/dotnet/api/system.collections.generic.ienumerator-1', [
    ['new List<int> { 1 }.GetEnumerator().Current', 'System.InvalidOperationException'],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.collections.generic.iset-1', [
    [
      '{ ISet<string> s = new HashSet<string> { "a" }; return s.Add("a") + "," + s.Add("b") + s.Count; }',
      'False,True2',
    ],
    [
      '{ ISet<int> s = new HashSet<int> { 1, 2 }; s.IntersectWith(new[] { 2, 3 }); return s.Single() + "" + s.Overlaps(new[] { 2 }); }',
      '2True',
    ],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/csharp/language-reference/language-specification/expressions', [
    ['{ var f = new Func<int, int>(x => x + 1); return f(1); }', '2'],
    ['{ var f = new Func<string, int>(int.Parse); return f("3"); }', '3'],
    // No constants to C#: bits are cut off.
    ['(byte)(200 + int.Parse("100"))', '44'],
    ['{ void A() { B(); } void B() { n++; } int n = 0; A(); return n; }', '1'],
    ['{ int i = 5; switch (i) { case int n when n > 9: return n; case var other: return -other; } }', '-5'],
  ]),
  ...throws('https://learn.microsoft.com/dotnet/csharp/language-reference/language-specification/expressions', [
    ['checked((byte)(200 + int.Parse("100")))', 'System.OverflowException'],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.linq.enumerable.takelast', [
    [
      'string.Join(",", new[] { 1, 2, 3 }.TakeLast(2)) + "|" + string.Join(",", new[] { 1, 2, 3 }.SkipLast(2))',
      '2,3|1',
    ],
    ['new[] { 1 }.TakeLast(0).Count() + new[] { 1 }.SkipLast(5).Count()', '0'],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.convert.todatetime', [
    ['Convert.ToDateTime("2024-01-02").Day', '2'],
    ['Convert.ToDateTime(JObject.Parse("{\\"d\\":\\"2024-01-02T03:04:05Z\\"}")["d"]).Hour', '3'],
    ['Convert.ToDateTime((string)null) == DateTime.MinValue', 'True'],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.collections.generic.ilist-1', [
    ['{ IList<int> l = new List<int> { 1, 3 }; l.Insert(1, 2); l.RemoveAt(0); return string.Join(",", l); }', '2,3'],
  ]),
  ...gives('https://learn.microsoft.com/dotnet/api/system.collections.generic.hashset-1', [
    [
      'new HashSet<int> { 1 }.IsProperSubsetOf(new[] { 1, 2 }) && !new HashSet<int> { 1 }.IsProperSubsetOf(new[] { 1 })',
      'True',
    ],
    ['new HashSet<int> { 1, 2 }.IsProperSupersetOf(new[] { 1 })', 'True'],
    [
      '{ var s = new HashSet<int> { 1, 2 }; s.SymmetricExceptWith(new[] { 2, 3 }); return string.Join(",", s); }',
      '1,3',
    ],
  ]),
  ...gives('Refused by C#, which knows that they may be unset; here they have the default of their type', [
    ['{ object o = 1; if (o is decimal d) { } return d + 1; }', '1'],
    ['{ if (context.Request.Method == "x" && int.TryParse("1", out var n)) { } return n + 1; }', '1'],
    ['{ int F() => n; var r = F(); int n = 3; return r + F(); }', '3'],
    ['{ object o = 1; if (o is string s) { } Func<bool> f = () => s == null; return f(); }', 'True'],
  ]),
]
