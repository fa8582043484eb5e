import { gives, type LibraryCase, throwing } from './library-case.ts'

const overview = 'https://learn.microsoft.com/dotnet/standard/linq/linq-xml-overview'
const element = 'https://learn.microsoft.com/dotnet/api/system.xml.linq.xelement'
const container = 'https://learn.microsoft.com/dotnet/api/system.xml.linq.xcontainer'
const document = 'https://learn.microsoft.com/dotnet/api/system.xml.linq.xdocument'
const names = 'https://learn.microsoft.com/dotnet/standard/linq/namespaces-overview'

const xml = "XElement.Parse(\"<o id='7'><i n='1'>a</i><i n='2'>b</i><d>2024-01-02T03:04:05Z</d></o>\")"

export const xmlLinqCases: readonly LibraryCase[] = [
  gives(`${xml}.Attribute("id").Value`, '7', `${element}.attribute`),
  gives(
    `(int)${xml}.Attribute("id") + 1`,
    '8',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xattribute.op_explicit',
  ),
  gives(`${xml}.Attribute("none") == null`, 'True', `${element}.attribute`),
  gives(`${xml}.Element("i").Value`, 'a', `${container}.element`),
  gives(`(string)${xml}.Element("none") ?? "absent"`, 'absent', `${element}.op_explicit`),
  gives(`${xml}.Element("none")?.Value ?? "absent"`, 'absent', `${container}.element`),
  gives(`${xml}.Elements("i").Count()`, '2', `${container}.elements`),
  gives(`string.Join(",", ${xml}.Elements("i").Select(e => e.Value))`, 'a,b', `${container}.elements`),
  gives(`${xml}.Elements("i").Where(e => (int)e.Attribute("n") > 1).First().Value`, 'b', overview),
  gives(`${xml}.Descendants().Count()`, '3', `${container}.descendants`),
  gives(`${xml}.Value`, 'ab2024-01-02T03:04:05Z', `${element}.value`),
  gives(`((DateTime)${xml}.Element("d")).Year`, '2024', `${element}.op_explicit`),
  gives(`${xml}.Name`, 'o', `${element}.name`),
  gives(`${xml}.Name.LocalName`, 'o', 'https://learn.microsoft.com/dotnet/api/system.xml.linq.xname.localname'),
  gives(`${xml}.Name == "o"`, 'True', 'https://learn.microsoft.com/dotnet/api/system.xml.linq.xname.op_equality'),
  gives(`${xml}.HasElements && ${xml}.HasAttributes`, 'True', `${element}.haselements`),
  gives(`${xml}.FirstNode.ToString()`, '<i n="1">a</i>', `${container}.firstnode`),
  gives(
    `${xml}.Element("i").NextNode.ToString()`,
    '<i n="2">b</i>',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xnode.nextnode',
  ),
  gives(
    `${xml}.Element("i").Parent.Name`,
    'o',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xobject.parent',
  ),
  gives(`${xml}.NodeType`, 'Element', 'https://learn.microsoft.com/dotnet/api/system.xml.linq.xobject.nodetype'),
  gives('new XElement("a").ToString()', '<a />', `${element}.-ctor`),
  gives('new XElement("a", "text").ToString()', '<a>text</a>', `${element}.-ctor`),
  gives(
    'new XElement("a", new XAttribute("b", 1), new XElement("c", true)).ToString(SaveOptions.DisableFormatting)',
    '<a b="1"><c>true</c></a>',
    `${element}.-ctor`,
  ),
  gives(
    'new XElement("a", new XElement("b", 1), new XElement("c")).ToString()',
    '<a>\r\n  <b>1</b>\r\n  <c />\r\n</a>',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xnode.tostring',
  ),
  gives(
    'new XElement("a", new[] { 1, 2 }.Select(n => new XElement("n", n))).ToString(SaveOptions.DisableFormatting)',
    '<a><n>1</n><n>2</n></a>',
    'https://learn.microsoft.com/dotnet/standard/linq/valid-content-xelement-xdocument-objects',
  ),
  gives('new XElement("a", "<&>\\"").ToString()', '<a>&lt;&amp;&gt;"</a>', `${element}.-ctor`),
  gives(
    'new XElement("a", new XCData("<x>")).ToString()',
    '<a><![CDATA[<x>]]></a>',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xcdata',
  ),
  gives(
    'new XElement("a", new XComment("c")).ToString(SaveOptions.DisableFormatting)',
    '<a><!--c--></a>',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xcomment',
  ),
  gives(
    '{ var e = new XElement("a"); e.Add(new XElement("b")); e.SetAttributeValue("x", 5); e.SetElementValue("b", "t"); return e.ToString(SaveOptions.DisableFormatting); }',
    '<a x="5"><b>t</b></a>',
    `${element}.setattributevalue`,
  ),
  gives(
    '{ var e = XElement.Parse("<a x=\'1\'><b/></a>"); e.SetAttributeValue("x", null); e.Element("b").Remove(); return e.ToString(); }',
    '<a></a>',
    `${element}.setattributevalue`,
  ),
  gives(
    '{ var e = XElement.Parse("<a><b>1</b></a>"); e.Element("b").Value = "2"; return (string)e.Element("b"); }',
    '2',
    `${element}.value`,
  ),
  gives(
    '{ var e = XElement.Parse("<a><b/><c/></a>"); e.Elements().Remove(); return e.HasElements; }',
    'False',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.extensions.remove',
  ),
  gives(
    '{ var e = XElement.Parse("<a><b/></a>"); e.Element("b").ReplaceWith(new XElement("c")); return e.ToString(SaveOptions.DisableFormatting); }',
    '<a><c /></a>',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xnode.replacewith',
  ),
  gives(
    '{ XNamespace ns = "urn:x"; return new XElement(ns + "a", new XElement(ns + "b")).ToString(SaveOptions.DisableFormatting); }',
    '<a xmlns="urn:x"><b /></a>',
    names,
  ),
  gives(
    '{ XNamespace ns = "urn:x"; return XElement.Parse("<p:a xmlns:p=\'urn:x\'><p:b>1</p:b></p:a>").Element(ns + "b").Value; }',
    '1',
    names,
  ),
  gives('XElement.Parse("<a xmlns=\'urn:x\'/>").Name', '{urn:x}a', names),
  gives('XElement.Parse("<a xmlns=\'urn:x\'/>").Name.NamespaceName', 'urn:x', names),
  gives('XElement.Parse("<a xmlns=\'urn:x\'><b/></a>").Element("{urn:x}b") != null', 'True', names),
  gives(
    'XDocument.Parse("<?xml version=\\"1.0\\"?><a><b>1</b></a>").Root.Element("b").Value',
    '1',
    `${document}.parse`,
  ),
  gives('XDocument.Parse("<a><b/></a>").ToString(SaveOptions.DisableFormatting)', '<a><b /></a>', `${document}.parse`),
  gives(
    'XDocument.Parse("<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?><a/>").Declaration.Encoding',
    'utf-8',
    `${document}.declaration`,
  ),
  gives('new XDocument(new XElement("a")).Root.Name', 'a', `${document}.-ctor`),
  gives('XDocument.Parse("<a><b><c>x</c></b></a>").Descendants("c").First().Value', 'x', `${container}.descendants`),
  throwing('XElement.Parse("")', 'System.Xml.XmlException: Root element is missing.', `${element}.parse`),
  throwing(
    'XDocument.Parse("{}")',
    'System.Xml.XmlException: Data at the root level is invalid. Line 1, position 1.',
    `${document}.parse`,
  ),
  throwing(
    'XElement.Parse("<a><b></a>")',
    "System.Xml.XmlException: The 'b' start tag on line 1 position 5 does not match the end tag of 'a'. Line 1, position 9.",
    `${element}.parse`,
  ),
  throwing(
    'new XElement("a b")',
    "System.Xml.XmlException: The ' ' character, hexadecimal value 0x20, cannot be included in a name.",
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xname.get',
  ),
  throwing(
    'new XElement("a", new XAttribute("x", 1), new XAttribute("x", 2))',
    'System.InvalidOperationException: Duplicate attribute.',
    `${element}.-ctor`,
  ),
  throwing(
    '(int)XElement.Parse("<a>x</a>")',
    "System.FormatException: The input string 'x' was not in a correct format.",
    `${element}.op_explicit`,
  ),
  gives('(bool)XElement.Parse("<a> true </a>")', 'True', `${element}.op_explicit`),
  gives('(int?)XElement.Parse("<a/>").Element("b") == null', 'True', `${element}.op_explicit`),
  gives(
    'XNode.DeepEquals(XElement.Parse("<a><b/></a>"), XElement.Parse("<a><b /></a>"))',
    'True',
    'https://learn.microsoft.com/dotnet/api/system.xml.linq.xnode.deepequals',
  ),
]
