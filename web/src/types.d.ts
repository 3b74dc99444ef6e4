declare module 'virtual:world' {
  const url: string;
  export default url;
}
declare module '*.tsv?raw' {
  const text: string;
  export default text;
}
