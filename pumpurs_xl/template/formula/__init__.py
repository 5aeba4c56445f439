"""One formula: cut into tokens, translated to where its cells go, evaluated in exact decimals."""
