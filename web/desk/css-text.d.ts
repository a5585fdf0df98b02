// Style sheets: what the page loads, or, with `type: 'text'`, the text of one for a shadow root.
declare module '*.css' {
  const text: string;
  export default text;
}
